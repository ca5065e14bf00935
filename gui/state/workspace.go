package state

import (
	"bytes"

	"digitpad/gui/state/store"
	"digitpad/training/atomicfile"
)

// workspace is the state as a file of it holds it, but for the run and the tab.
func (s *State) workspace(tab int) store.Workspace {
	w := store.Workspace{
		Version: store.WorkspaceVersion, Page: s.Page.Content(), Tab: tab, Source: s.prefs.Source, Shares: s.prefs.Shares,
		Settings: s.prefs.Settings, Chart: s.prefs.Chart, Normalise: s.Page.Normalise(),
		Brush: s.Page.Brush(), Epoch: s.Training.ViewedEpoch(),
	}
	if w.Source.HasPath() || s.Datasets.UsesSamples() { // which are nowhere else
		w.Source = ""
	}
	return w
}

// WorkspaceWriter writes the state as it is now, and its run as it is then.
func (s *State) WorkspaceWriter(tab int) func(path string) error {
	w, r := s.workspace(tab), s.Training.Run()
	return func(path string) error {
		var checkpoint, file bytes.Buffer
		if r != nil {
			if err := r.Session().Checkpoint(&checkpoint); err != nil {
				return err
			}
		}
		if err := w.Write(&file, checkpoint.Bytes()); err != nil {
			return err
		}
		return atomicfile.Write(path, &file)
	}
}

// OpenWorkspace makes the state as a file has it. The run comes when its digits are
// loaded. The drawing that was on the pad is an undo away.
func (s *State) OpenWorkspace(w store.Workspace) {
	s.Page.SetBrush(w.Brush)
	s.Page.SetNormalise(w.Normalise)
	s.prefs.Chart = w.Chart.Valid()
	s.Settings.Fill(w.Settings)
	s.prefs.Settings = w.Settings
	s.Page.Put(w.Page)
	if w.Run == nil {
		return
	}
	s.Training.Await(&w)
	if w.Source == "" || w.Source == s.prefs.Source && (w.Source != store.MixedData || w.Shares == s.prefs.Shares) && s.Datasets.Data().Loaded() {
		s.Training.ResumePending()
		return
	}
	if w.Source == store.MixedData {
		s.prefs.Shares = w.Shares
	}
	s.Datasets.Choose(w.Source)
}
