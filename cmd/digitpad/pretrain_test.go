package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/assets"
)

func TestPretrainPost(t *testing.T) {
	dir := t.TempDir()
	strokes := filepath.Join(dir, "pens.jsonl")
	if err := os.WriteFile(strokes, []byte(`{"label":1,"writer":"train-1","strokes":[[[0.5,0.2],[0.5,0.8]]]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	code, _, err := digitpad(t, "pretrain", "--data", smallDataset(t), "--strokes", strokes, "--into", dir, "--only", "post")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, err)
	}
	if code, out, err := digitpad(t, "eval", "--data", smallDataset(t), "--network", filepath.Join(dir, assets.Post)); code != exitDone || !strings.Contains(out, "test images") && !strings.Contains(out, "%") {
		t.Errorf("exit code %d: %s%s", code, out, err)
	}
	if _, err := os.Stat(filepath.Join(dir, assets.Shipped)); err == nil {
		t.Error("a network was made that was not asked for")
	}
}

func TestPretrainRefuses(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.jsonl")
	if err := os.WriteFile(broken, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	for strokes, want := range map[string]struct {
		code int
		text string
	}{
		filepath.Join(dir, "nothing"): {exitNoData, "nothing"},
		broken:                        {exitFailed, "broken.jsonl: stroke file, line 1"},
	} {
		code, _, err := digitpad(t, "pretrain", "--data", smallDataset(t), "--strokes", strokes, "--into", dir)
		if code != want.code || !strings.Contains(err, want.text) {
			t.Errorf("%s: exit code %d, %s", strokes, code, err)
		}
	}
}
