package datafile

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"strconv"
	"testing"

	"digitpad/training/dataset"
	"digitpad/training/internal/gunzip"
)

// BenchmarkCSV reads a file of the size of Kaggle's train.csv, 42,000 rows.
func BenchmarkCSV(b *testing.B) {
	data := os.Getenv("DIGITPAD_DATA")
	if data == "" {
		b.Skip("DIGITPAD_DATA names no folder with MNIST")
	}
	images, labels, err := ReadImages(context.Background(), data, Options{})
	if err != nil {
		b.Fatal(err)
	}
	file := []byte(header(0) + "\n")
	for i := range 42000 {
		file = append(file, '0'+labels[i])
		for _, v := range images[i*dataset.Pixels:][:dataset.Pixels] {
			file = strconv.AppendInt(append(file, ','), int64(v), 10)
		}
		file = append(file, '\n')
	}
	packed := zipped(file)
	for name, contents := range map[string][]byte{"plain": file, "gzipped": packed} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			for b.Loop() {
				r, err := gunzip.NewReader(bytes.NewReader(contents))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := readCSV(bufio.NewReaderSize(r, 1<<18)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
