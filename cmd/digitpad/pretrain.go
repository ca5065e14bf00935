package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"digitpad/assets"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/calibration"
	"digitpad/training/dataset"
	"digitpad/training/ink"
	"digitpad/training/pretrain"
)

// pretrainCommand makes the networks that digitpad ships.
type pretrainCommand struct {
	source
	Strokes string   `required:"" placeholder:"FILE.jsonl.gz" help:"Pen strokes to learn from: pendigits-train, JSON lines, plain or gzipped."`
	Into    string   `required:"" placeholder:"DIR" help:"Folder to write the networks to."`
	Only    []string `placeholder:"NAME" enum:"post,shipped,doubt,directions,segmenter" help:"Make these only: post, shipped, doubt, directions, segmenter."`
}

// Run trains the networks one after the other.
func (p *pretrainCommand) Run(c *console) error {
	for _, file := range []string{assets.Post, assets.Shipped, assets.Rejector, assets.RejectorByDirections, assets.Segmenter} {
		if err := checkFile(filepath.Join(p.Into, file)); err != nil {
			return err
		}
	}
	from, err := p.sources(c)
	if err != nil {
		return err
	}
	for _, network := range []struct {
		name, file string
		test       *dataset.TestSet // nil for a network that reads no digits
		trainer    func() (*training.Trainer, error)
	}{
		{"post", assets.Post, dataset.Seal(from.Test), func() (*training.Trainer, error) { return pretrain.Post(from) }},
		{"shipped", assets.Shipped, dataset.Seal(from.Test), func() (*training.Trainer, error) { return pretrain.Classifier().Trainer(c.ctx, from) }},
		{"doubt", assets.Rejector, nil, func() (*training.Trainer, error) { return pretrain.Rejector().RejectorTrainer(c.ctx, from) }},
		{"directions", assets.RejectorByDirections, nil, func() (*training.Trainer, error) {
			return pretrain.RejectorByDirections().RejectorTrainer(c.ctx, from)
		}},
		{"segmenter", assets.Segmenter, nil, func() (*training.Trainer, error) { return pretrain.Segmenter().SegmenterTrainer(c.ctx, from) }},
	} {
		if len(p.Only) > 0 && !slices.Contains(p.Only, network.name) {
			continue
		}
		trainer, err := network.trainer()
		if err != nil {
			return err
		}
		report := &table{w: c.out}
		report.begin(trainer)
		if err := follow(c, trainer, report); err != nil {
			return err
		}
		fmt.Fprintln(c.out)
		last := trainer.History()[len(trainer.History())-1]
		model, err := trainer.Model(last)
		if err != nil {
			return err
		}
		if network.test != nil {
			score, err := trainer.ScoreTest(c.ctx, model.Network, calibration.None, network.test)
			if err != nil {
				return err
			}
			training.NoteScore(model, network.test, score.Score)
			fitted, err := pretrain.Calibrate(c.ctx, model.Network, from)
			if err != nil {
				return err
			}
			model.Notes[calibration.Note] = fitted.Encode()
			report.test(trainer, &last, network.test, score.Score)
		}
		path := filepath.Join(p.Into, network.file)
		if err := writeFile(path, func(w io.Writer) error { return codec.WriteSafetensors(w, model) }); err != nil {
			return fmt.Errorf("the network could not be saved: %w", err)
		}
	}
	return nil
}

// sources reads MNIST and the pen strokes.
func (p *pretrainCommand) sources(c *console) (from pretrain.Sources, err error) {
	if p.Data == "" {
		p.Data = mnistName // the sample would make other networks
	}
	if from.Train, from.Test, err = p.load(c); err != nil {
		return from, err
	}
	file, err := os.Open(p.Strokes)
	if errors.Is(err, fs.ErrNotExist) {
		return from, coded{err, exitNoData}
	} else if err != nil {
		return from, err
	}
	defer file.Close()
	if from.Pens, err = ink.ReadStrokes(file); err != nil {
		return from, fmt.Errorf("%s: %w", p.Strokes, err)
	}
	return from, nil
}
