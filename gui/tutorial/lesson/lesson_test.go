package lesson_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"digitpad/assets"
	"digitpad/gui/tutorial/lesson"
	"digitpad/training"
)

const small = `{"format": "digitpad lesson 1", "title": "One", "steps": [
	{"text": "Draw a 3.", "goal": {"digit": 3}},
	{"text": "Train.", "tab": "train", "settings": {"rate": 0.5}, "goal": {"accuracy": 0.9, "epochs": 2}}]}`

func TestRead(t *testing.T) {
	l, err := lesson.Read(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	want := training.DefaultSettings()
	want.Rate = 0.5
	if got := l.Steps[1].Settings; !reflect.DeepEqual(*got, want) {
		t.Errorf("settings %+v instead of the post's with another rate", *got)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ old, new, says string }{
		"no lesson":           {small, "digits", "invalid character"},
		"another format":      {"lesson 1", "lesson 2", `"digitpad lesson 2"`},
		"an unknown member":   {`"title"`, `"file": "/etc/passwd", "title"`, `unknown field "file"`},
		"one in a step":       {`"text": "Train."`, `"text": "Train.", "open": "x"`, `unknown field "open"`},
		"one in the settings": {`"rate"`, `"rato"`, `unknown field "rato"`},
		"settings that fail":  {`0.5`, `-1`, "step 2: rate"},
		"no such tab":         {`"tab": "train"`, `"tab": "../x"`, "there is no tab"},
		"no such control":     {`"text": "Train."`, `"text": "Train.", "hide": ["seed", "window"]`, `step 2: there is no control "window"`},
		"no such network":     {`"tab": "train"`, `"network": "best"`, `there is no network "best"`},
		"no such chart":       {`"tab": "train"`, `"chart": "pie"`, `there is no chart "pie"`},
		"no such preset":      {`"tab": "train", "settings": {"rate": 0.5}`, `"preset": "best"`, "best"},
		"no such equation":    {`"tab": "train"`, `"guide": "(13)"`, `step 2: the guide has no place "(13)"`},
		"no such section":     {`"tab": "train"`, `"guide": "section 4"`, `no place "section 4"`},
		"no such setting":     {`"tab": "train"`, `"setting": "speed"`, `there is no setting "speed"`},
		"an aimless goal":     {`{"digit": 3}`, `{}`, "step 1: its goal asks for nothing"},
		"no such digit":       {`{"digit": 3}`, `{"digit": 12}`, "12"},
		"an accuracy of 94":   {`0.9,`, `94,`, "94"},
		"a step without text": {`Train.`, ``, "step 2: its text"},
		"a text too long":     {`Train.`, strings.Repeat("x", 1000), "1000 characters"},
		"more after it":       {`}]}`, `}]} {}`, "more in the file"},
	} {
		text := strings.Replace(small, c.old, c.new, 1)
		if _, err := lesson.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := lesson.Read(strings.NewReader(strings.Repeat(" ", 2<<20))); err == nil || !strings.Contains(err.Error(), "longer than 1 MB") {
		t.Errorf("a huge file: %v", err)
	}
}

func TestGoals(t *testing.T) {
	l, err := lesson.Read(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	both := l.Steps[1].Goal
	for _, c := range []struct {
		goal  *lesson.Goal
		state lesson.State
		want  bool
	}{
		{l.Steps[0].Goal, lesson.State{Digit: 3}, true},
		{l.Steps[0].Goal, lesson.State{Digit: -1}, false},
		{both, lesson.State{Accuracy: 0.9, Epochs: 2}, true},
		{both, lesson.State{Accuracy: 0.9, Epochs: 1}, false},
		{both, lesson.State{Accuracy: 0.89, Epochs: 9}, false},
		{&lesson.Goal{Tab: "inspect"}, lesson.State{Tab: "train"}, false},
		{&lesson.Goal{Tab: "inspect"}, lesson.State{Tab: "inspect"}, true},
	} {
		if got := c.goal.Reached(c.state); got != c.want {
			t.Errorf("%+v at %+v: %t", *c.goal, c.state, got)
		}
	}
}

func TestTheBuiltInLessonsCanBeRead(t *testing.T) {
	if len(assets.Lessons()) < 3 {
		t.Error("there are fewer than three lessons")
	}
	for _, data := range assets.Lessons() {
		if _, err := lesson.Read(bytes.NewReader(data)); err != nil {
			t.Error(err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	for _, data := range assets.Lessons() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := lesson.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := lesson.Read(bytes.NewReader(again)); err != nil || !reflect.DeepEqual(back, l) {
			t.Errorf("written and read again it is %+v, %v, not %+v", back, err, l)
		}
	})
}
