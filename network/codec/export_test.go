package codec

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"digitpad/network"
)

// digits are images to compare exports on: MNIST's test images where they are, else
// noise; and the labels, if there are any.
func digits10k(t *testing.T) (images [][]byte, labels []byte) {
	t.Helper()
	folder := os.Getenv("DIGITPAD_DATA")
	if folder == "" || testing.Short() {
		for i := range 50 {
			image := make([]byte, 784)
			for p := range image {
				image[p] = byte(max(0, 300*math.Sin(float64(i*p+i))))
			}
			images = append(images, image)
		}
		return images, nil
	}
	read := func(name string, skip int) []byte {
		file, err := os.Open(filepath.Join(folder, "mnist", name))
		if err != nil {
			t.Skip("needs MNIST in DIGITPAD_DATA: ", err)
		}
		defer file.Close()
		unpacked, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(unpacked)
		if err != nil {
			t.Fatal(err)
		}
		return data[skip:]
	}
	all := read("t10k-images-idx3-ubyte.gz", 16)
	for ; len(all) > 0; all = all[784:] {
		images = append(images, all[:784])
	}
	return images, read("t10k-labels-idx1-ubyte.gz", 8)
}

// trained is the network of the post after its training, as digitpad ships it.
func trained(t *testing.T) Model {
	t.Helper()
	file, err := os.Open("../../assets/networks/post.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	model, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// kinds are networks of every activation and encoding, with the trained one first; in short
// that one and another.
func kinds(t *testing.T) []Model {
	all := []Model{trained(t)}
	for i, spec := range []network.Spec{
		{Sizes: []int{784, 9, 7, 10}, Hidden: network.ReLU, Output: network.Softmax, Cost: network.LogLikelihood, Encoding: network.OneHot},
		{Sizes: []int{784, 5, 4}, Hidden: network.Tanh, Output: network.Sigmoid, Cost: network.Quadratic, Encoding: network.Binary},
		{Sizes: []int{784, 5}, Hidden: network.Tanh, Output: network.Sigmoid, Cost: network.Quadratic, Encoding: network.Binary.Of(26)},
		{Sizes: []int{784, 1}, Hidden: network.Sigmoid, Output: network.Sigmoid, Cost: network.CrossEntropy, Encoding: network.Ordinal},
	} {
		net := network.New(spec)
		net.Initialize(network.FanIn, uint64(i))
		all = append(all, Model{net, map[string]string{"name": "a */ b\nc \\"}})
	}
	if testing.Short() {
		return all[:2]
	}
	return all
}

// tool is the path of a program that a test needs.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("needs %s", name)
	}
	return path
}

// python is a Python that has the modules; in short there is none, since it takes longer
// to load them than all other programs to run.
func python(t *testing.T, modules string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a program in Python is run by the full tests")
	}
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import "+modules).Run() == nil {
			return name
		}
	}
	t.Skipf("needs Python with %s", modules)
	return ""
}

// run runs a program in a folder.
func run(t *testing.T, folder string, input []byte, name string, arguments ...string) []byte {
	t.Helper()
	command := exec.Command(name, arguments...)
	command.Dir, command.Stdin = folder, bytes.NewReader(input)
	var problems bytes.Buffer
	command.Stderr = &problems
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(arguments, " "), err, problems.Bytes())
	}
	return out
}

// export writes a model and the files of a program that uses it, into a new folder.
func export(t *testing.T, m Model, name string, files ...string) string {
	t.Helper()
	format, err := FormatOf(name)
	if err != nil {
		t.Fatal(err)
	}
	var contents bytes.Buffer
	if err := format.Write(&contents, m); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	files = append(files, name, contents.String())
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(folder, files[i]), []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// compare compares what a program printed, a line of the digit and the outputs for each
// image, with what the network says. It returns the share of the labels that were read.
func compare(t *testing.T, m Model, images [][]byte, labels []byte, printed []byte, tolerance float64) (accuracy float64) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(printed))
	pass := m.Network.NewPass()
	worst, right := 0.0, 0
	for i, image := range images {
		if !lines.Scan() {
			t.Fatalf("%d lines for %d images", i, len(images))
		}
		fields := strings.Fields(lines.Text())
		want := m.Network.Forward(pass, network.NewInput(image))
		digit := m.Network.Spec().Encoding.Decode(want)
		if len(fields) != 1+len(want) {
			t.Fatalf("image %d: %q", i, lines.Text())
		}
		for k, text := range fields[1:] {
			got, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			worst = max(worst, math.Abs(got-float64(want[k])))
		}
		if tolerance < 0.01 && fields[0] != strconv.Itoa(digit) {
			t.Errorf("image %d: reads %s, not %d", i, fields[0], digit)
		}
		if labels != nil && fields[0] == strconv.Itoa(int(labels[i])) {
			right++
		}
	}
	if !(worst <= tolerance) {
		t.Errorf("an output differs by %g", worst)
	}
	t.Logf("%s, %d images: outputs differ by at most %.2g", m.Network.Spec().SizesString(), len(images), worst)
	return float64(right) / float64(len(images))
}

const outputsTolerance = 1e-5

const cMain = `#include <stdio.h>
#include "%s"
int main(void)
{
    static unsigned char image[DIGITPAD_INPUTS];
    float output[DIGITPAD_OUTPUTS];
    while (fread(image, 1, sizeof image, stdin) == sizeof image) {
        printf("%%d", digitpad_predict(image, output));
        for (int k = 0; k < DIGITPAD_OUTPUTS; k++)
            printf(" %%.9g", output[k]);
        printf("\n");
    }
    return 0;
}
`

// runC compiles a header as C and runs it on the images.
func runC(t *testing.T, m Model, name string, images [][]byte) []byte {
	t.Helper()
	folder := export(t, m, name, "main.c", fmt.Sprintf(cMain, name))
	run(t, folder, nil, tool(t, "gcc"), "-std=c99", "-O2", "-Wall", "-Wextra", "-Werror", "-pedantic", "main.c", "-lm", "-o", "main")
	return run(t, folder, bytes.Join(images, nil), filepath.Join(folder, "main"))
}

func TestCGivesTheSameOutputs(t *testing.T) {
	images, labels := digits10k(t)
	for _, m := range kinds(t) {
		compare(t, m, images, labels, runC(t, m, "network.h", images), outputsTolerance)
	}
}

// With int8 weights the accuracy falls by at most 0.3 points.
func TestInt8KeepsTheAccuracy(t *testing.T) {
	images, labels := digits10k(t)
	for i, m := range kinds(t) {
		accuracy := compare(t, m, images, labels, runC(t, m, "network.int8.h", images), 0.5)
		if i > 0 || labels == nil {
			continue
		}
		pass, right := m.Network.NewPass(), 0
		for j, image := range images {
			if m.Network.Predict(pass, network.NewInput(image)) == int(labels[j]) {
				right++
			}
		}
		want := float64(right) / float64(len(images))
		t.Logf("accuracy %.2f %% with int8 weights, %.2f %% with float32", 100*accuracy, 100*want)
		if accuracy < want-0.003 {
			t.Errorf("accuracy %.2f %%, with float32 %.2f %%", 100*accuracy, 100*want)
		}
	}
}

// The parts of Arduino's library that the sketch uses, for a computer and for a bare
// AVR.
const arduino = `#pragma once
#include <stdint.h>
#include <stddef.h>
void setup(void);
void loop(void);
struct Line {
    void begin(long);
    void setTimeout(long);
    int available(void);
    size_t readBytes(char *to, size_t n);
    void print(int);
    void print(char);
    void print(double, int);
    void println(void);
};
extern Line Serial;
`

const arduinoMain = `#include <stdio.h>
#include "Arduino.h"
static char next[65536];
static size_t waiting;
void Line::begin(long) {}
void Line::setTimeout(long) {}
int Line::available(void) { return waiting > 0; }
size_t Line::readBytes(char *to, size_t n) { for (size_t i = 0; i < n; i++) to[i] = next[i]; n = waiting; waiting = 0; return n; }
void Line::print(int v) { printf("%d", v); }
void Line::print(char v) { printf("%c", v); }
void Line::print(double v, int places) { printf("%.*f", places, v); }
void Line::println(void) { printf("\n"); }
Line Serial;
int main(void)
{
    setup();
    while ((waiting = fread(next, 1, 784, stdin)) > 0)
        loop();
    return 0;
}
`

// The sketch answers with the digit and the outputs.
func TestSketchReadsDigits(t *testing.T) {
	images, labels := digits10k(t)
	m := trained(t)
	folder := export(t, m, "digits.ino", "Arduino.h", arduino, "main.cpp", arduinoMain)
	run(t, folder, nil, tool(t, "g++"), "-Wall", "-Wextra", "-O2", "-include", "Arduino.h", "-x", "c++", "digits.ino", "main.cpp", "-o", "main")
	compare(t, m, images, labels, run(t, folder, bytes.Join(images, nil), filepath.Join(folder, "main")), 0.5)
}

// The sketch of 784-15-10 fits into the memory of an Uno: 32 KB of flash, of which the
// boot loader takes half a kilobyte, and 2 KB of RAM.
func TestSketchFitsAnUno(t *testing.T) {
	compiler, size := tool(t, "avr-g++"), tool(t, "avr-size")
	const main = `#include "Arduino.h"
void Line::begin(long) {}
void Line::setTimeout(long) {}
int Line::available(void) { return *(volatile uint8_t *)0xC0; }
size_t Line::readBytes(char *to, size_t n) { for (size_t i = 0; i < n; i++) to[i] = *(volatile uint8_t *)0xC6; return n; }
void Line::print(int v) { *(volatile uint8_t *)0xC6 = v; }
void Line::print(char v) { *(volatile uint8_t *)0xC6 = v; }
void Line::print(double v, int) { *(volatile uint8_t *)0xC6 = v; }
void Line::println(void) {}
Line Serial;
int main(void) { setup(); for (;;) loop(); }
`
	folder := export(t, trained(t), "digits.ino", "Arduino.h", arduino, "main.cpp", main)
	run(t, folder, nil, compiler, "-mmcu=atmega328p", "-Os", "-include", "Arduino.h", "-x", "c++", "digits.ino", "main.cpp", "-lm", "-o", "main.elf")
	fields := strings.Fields(string(run(t, folder, nil, size, "main.elf")))
	text, err1 := strconv.Atoi(fields[6])
	data, err2 := strconv.Atoi(fields[7])
	bss, err3 := strconv.Atoi(fields[8])
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(fields)
	}
	t.Logf("%d bytes of flash, %d bytes of RAM, beside Arduino's library", text+data, data+bss)
	const library = 3 << 10 // of Arduino, for the serial line; 200 bytes of RAM
	if text+data > 32<<10-512-library || data+bss > 2<<10-512 {
		t.Errorf("%d bytes of flash and %d bytes of RAM do not fit an Uno", text+data, data+bss)
	}
}

func TestGoGivesTheSameOutputs(t *testing.T) {
	images, labels := digits10k(t)
	const main = `package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"x/digits"
)

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var image [digits.Inputs]byte
	for {
		if _, err := io.ReadFull(in, image[:]); err != nil {
			return
		}
		digit, output := digits.Predict(&image)
		fmt.Fprint(out, digit)
		for _, v := range output {
			fmt.Fprint(out, " ", v)
		}
		fmt.Fprintln(out)
	}
}
`
	goTool := tool(t, "go")
	for _, m := range kinds(t) {
		folder := export(t, m, "digits.go", "main.go", main, "go.mod", "module x\n")
		if err := os.MkdirAll(filepath.Join(folder, "digits"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(folder, "digits.go"), filepath.Join(folder, "digits", "digits.go")); err != nil {
			t.Fatal(err)
		}
		run(t, folder, nil, goTool, "vet", "./...")
		run(t, folder, nil, goTool, "build", "-o", "main", ".")
		compare(t, m, images, labels, run(t, folder, bytes.Join(images, nil), filepath.Join(folder, "main")), outputsTolerance)
	}
}

func TestJavaScriptGivesTheSameOutputs(t *testing.T) {
	images, labels := digits10k(t)
	const main = `const digitpad = require("./network.js");
const data = require("fs").readFileSync(0);
const lines = [];
for (let i = 0; i + 784 <= data.length; i += 784) {
  const { digit, output } = digitpad.predict(data.subarray(i, i + 784));
  lines.push([digit, ...output].join(" "));
}
console.log(lines.join("\n"));
`
	for _, m := range kinds(t) {
		folder := export(t, m, "network.js", "main.js", main)
		compare(t, m, images, labels, run(t, folder, bytes.Join(images, nil), tool(t, "node"), "main.js"), outputsTolerance)
	}
}

// ONNX's own checker accepts the file, and its operators, as its documentation defines
// them, give the outputs.
func TestONNXGivesTheSameOutputs(t *testing.T) {
	images, labels := digits10k(t)
	const main = `import sys, numpy, onnx
from onnx import numpy_helper
model = onnx.load("network.onnx")
onnx.checker.check_model(model, full_check=True)
operators = {
    "Gemm": lambda x, w, b: x @ w + b,
    "Sigmoid": lambda z: 1 / (1 + numpy.exp(-z)),
    "Tanh": numpy.tanh,
    "Relu": lambda z: numpy.maximum(z, 0),
    "Softmax": lambda z: numpy.exp(z - z.max(-1, keepdims=True)) / numpy.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True),
}
images = numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8).reshape(-1, 784)
values = {t.name: numpy_helper.to_array(t).astype("f8") for t in model.graph.initializer}
values[model.graph.input[0].name] = images / 255
for node in model.graph.node:
    values[node.output[0]] = operators[node.op_type](*[values[i] for i in node.input])
output = values[model.graph.output[0].name]
numpy.savetxt(sys.stdout, numpy.column_stack([output.argmax(1), output]), fmt="%d" + " %.9g" * output.shape[1])
`
	for _, m := range kinds(t)[:2] {
		folder := export(t, m, "network.onnx", "main.py", main)
		compare(t, m, images, labels, run(t, folder, bytes.Join(images, nil), python(t, "numpy, onnx"), "main.py"), outputsTolerance)
	}
}

// The program in the docs reads the archive.
func TestNumPyGivesTheSameOutputs(t *testing.T) {
	docs, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	_, program, _ := strings.Cut(string(docs), "## NumPy")
	_, program, _ = strings.Cut(program, "```python\n")
	program, _, ok := strings.Cut(program, "```")
	if !ok || strings.Count(program, "\n") > 10 {
		t.Fatalf("the docs have no program of ten lines for NumPy: %q", program)
	}
	const main = `
import sys
images = numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8).reshape(-1, 784)
output = predict(images / 255)
numpy.savetxt(sys.stdout, numpy.column_stack([output.argmax(1), output]), fmt="%d" + " %.9g" * output.shape[1])
`
	images, labels := digits10k(t)
	for _, m := range kinds(t)[:2] {
		folder := export(t, m, "network.npz", "main.py", program+main)
		compare(t, m, images, labels, run(t, folder, bytes.Join(images, nil), python(t, "numpy"), "main.py"), outputsTolerance)
	}
}
