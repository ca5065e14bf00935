package train_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"digitpad/gui/internal/statetest"
	"digitpad/network/message"
	"digitpad/training"
	"digitpad/training/report"
)

// The report of the run has the same bytes each time, and tells of the run what the
// report of the saved workspace tells.
func TestReportWriter(t *testing.T) {
	s := statetest.New(t)
	if s.Training.ReportRefusal() == nil {
		t.Error("there is a report before there is a run")
	}
	s.Configure(2)
	s.Train()
	s.Settle()
	score(t, s, 1)
	var first []byte
	for i := range 2 {
		path := filepath.Join(t.TempDir(), "report.html")
		if err := s.Training.ReportWriter(report.Language{})(path); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && !bytes.Equal(text, first) {
			t.Error("the second report has other bytes")
		}
		first = text
	}
	path := filepath.Join(t.TempDir(), "kept.digitpad-workspace")
	if err := s.WorkspaceWriter(0)(path); err != nil {
		t.Fatal(err)
	}
	data := s.Training.Run().Data()
	trainer, err := training.ResumeSplit(bytes.NewReader(statetest.ReadWorkspace(t, path).Run), data.Train, data.Test)
	if err != nil {
		t.Fatal(err)
	}
	of, err := report.Read(context.Background(), trainer, data.Test)
	if err != nil {
		t.Fatal(err)
	}
	of.Looks = 1 // this one is the second
	var same bytes.Buffer
	if err := report.Write(&same, of); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(same.Bytes(), first) {
		t.Error("the workspace's run has another report")
	}
	s.Draw(0.5, 0.2, 0.5, 0.8)
	path = filepath.Join(t.TempDir(), "drawn.html")
	if err := s.Training.ReportWriter(report.Language{Translate: func(m message.Message) string { return strings.ToUpper(m.String()) }})(path); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "THE DIGIT ON THE PAD") {
		t.Errorf("the digit on the pad is not in the report: %v", err)
	}
}
