package files

import (
	"os"

	"digitpad/gui/state/store"
	"digitpad/gui/trace"
)

// SaveWorkspace asks for a file and keeps the drawing, the settings and the run there; the
// run goes on meanwhile.
func (f *Files) SaveWorkspace() {
	f.dialogs.SaveFile("workspace"+store.WorkspaceExtension, []string{store.WorkspaceExtension}, f.state.WorkspaceWriter(f.shell.Tab()))
}

// OpenWorkspace asks for a workspace's file and opens it.
func (f *Files) OpenWorkspace() {
	f.dialogs.OpenFile([]string{store.WorkspaceExtension, store.OldWorkspaceExtension}, f.OpenWorkspaceFile)
}

// OpenWorkspaceFile makes the window as a file has it. A file that cannot be read changes
// nothing.
func (f *Files) OpenWorkspaceFile(path string) {
	go func() { // which nobody waits for: the drive may not answer
		ws, err := openWorkspace(path)
		f.env.Post(func() {
			if err != nil {
				f.dialogs.Error("The workspace cannot be opened", err)
				return
			}
			f.shell.ShowWorkspace(ws)
			f.env.Trace.Emit("workspace", trace.Attrs{"run": ws.Run != nil})
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
