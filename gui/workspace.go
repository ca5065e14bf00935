package gui

import (
	"os"

	"digitpad/gui/state/store"
	"digitpad/gui/trace"
)

// SaveWorkspace asks for a file and keeps the drawing, the settings and the run there; the
// run goes on meanwhile.
func (w *Window) SaveWorkspace() {
	w.dialogs.SaveFile("workspace"+store.WorkspaceExtension, []string{store.WorkspaceExtension}, w.state.WorkspaceWriter(w.tabs.selected))
}

// OpenWorkspace asks for a workspace's file and opens it.
func (w *Window) OpenWorkspace() {
	w.dialogs.OpenFile([]string{store.WorkspaceExtension, store.OldWorkspaceExtension}, w.OpenWorkspaceFile)
}

// OpenWorkspaceFile makes the window as a file has it. A file that cannot be read changes
// nothing.
func (w *Window) OpenWorkspaceFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		ws, err := openWorkspace(path)
		w.post(func() {
			if err != nil {
				w.dialogs.Error("The workspace cannot be opened", err)
				return
			}
			w.useWorkspace(ws)
		})
	}()
}

func openWorkspace(path string) (store.Workspace, error) {
	file, err := os.Open(path)
	if err != nil {
		return store.Workspace{}, err
	}
	defer file.Close()
	return store.ReadWorkspace(file)
}

// useWorkspace makes the window as a workspace has it.
func (w *Window) useWorkspace(ws store.Workspace) {
	w.tabs.Select(ws.Tab)
	w.state.OpenWorkspace(ws)
	w.train.SetView(w.prefs.Chart)
	w.trace.Emit("workspace", trace.Attrs{"run": ws.Run != nil})
}
