package dialogs

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"digitpad/gui/trace"
	"digitpad/gui/ui"
)

// notice is a line over the lower edge of the window that says that a file was saved. It
// takes no room, asks for nothing, and goes by itself.
type notice struct {
	widget.BaseWidget
	text   *ui.Text
	folder *ui.Button // shows the file among its neighbours
	close  *ui.IconButton
	line   *fyne.Container
	saved  string // the file's path

	after  func(time.Duration, func()) *time.Timer // runs a function later, on a goroutine of its own
	expiry *time.Timer
}

// noticeTime is how long a notice is seen.
const noticeTime = 10 * time.Second

func newNotice(d *Dialogs) *notice {
	n := &notice{text: ui.NewText("", theme.SizeNameText, theme.ColorNameForeground), after: time.AfterFunc}
	n.folder = ui.NewButton(lang.L("Show in folder"), "", nil, d.showFolder)
	n.folder.Importance = widget.LowImportance
	n.close = ui.NewIconButton(lang.L("Close"), theme.CancelIcon(), d.hideNotice)
	n.line = container.NewBorder(nil, nil,
		widget.NewIcon(theme.NewSuccessThemedResource(theme.ConfirmIcon())), container.NewHBox(n.folder, n.close), n.text)
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

// showSaved says that a file was saved.
func (d *Dialogs) showSaved(path string) {
	n := d.notice
	d.trace.Emit("saved", trace.Attrs{"path": path})
	n.saved = path
	n.text.MinFor = fmt.Sprintf(lang.L("Saved: %s"), filepath.Base(path))
	n.text.Set(n.text.MinFor)
	n.folder.Explain(filepath.Dir(path))
	n.Show()
	d.layer.Refresh()
	d.expireLater()
}

// expireLater lets the notice go after a while, but not while the keyboard is on it.
func (d *Dialogs) expireLater() {
	n := d.notice
	if n.expiry != nil {
		n.expiry.Stop()
	}
	var expiry *time.Timer
	expiry = n.after(noticeTime, func() {
		d.post(func() {
			switch {
			case expiry != n.expiry: // of an earlier file
			case n.hasFocus(d.window.Canvas().Focused()):
				d.expireLater()
			default:
				d.hideNotice()
			}
		})
	})
	n.expiry = expiry
}

func (n *notice) hasFocus(focused fyne.Focusable) bool {
	return focused != nil && (focused == fyne.Focusable(n.folder) || focused == fyne.Focusable(n.close))
}

// hideNotice takes the notice away.
func (d *Dialogs) hideNotice() {
	if view := d.window.Canvas(); d.notice.hasFocus(view.Focused()) {
		view.Unfocus()
	}
	d.notice.Hide()
}

// showFolder opens the folder of the file that was saved, in the desktop's own program.
func (d *Dialogs) showFolder() {
	folder := filepath.ToSlash(filepath.Dir(d.notice.saved))
	if !strings.HasPrefix(folder, "/") { // C:/ of Windows
		folder = "/" + folder
	}
	if err := d.openURL(&url.URL{Scheme: "file", Path: folder}); err != nil {
		d.Error("The folder cannot be opened", err)
	}
}

// Notices is what lies over the window for what is said in passing. Foot is at the window's
// lower edge, and stays free where it is seen.
func (d *Dialogs) Notices(foot fyne.CanvasObject) fyne.CanvasObject {
	d.layer = container.New(noticeLayout{foot}, d.notice)
	return d.layer
}

// noticeLayout lays a notice in the middle above what is at the lower edge.
type noticeLayout struct{ foot fyne.CanvasObject }

// MinSize implements fyne.Layout.
func (noticeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout implements fyne.Layout.
func (l noticeLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	least, gap := objects[0].MinSize(), theme.Size(ui.SizeGap)
	width := min(least.Width, size.Width-2*gap)
	bottom := size.Height - gap
	if l.foot.Visible() {
		bottom -= l.foot.Size().Height + gap
	}
	objects[0].Resize(fyne.NewSize(width, least.Height))
	objects[0].Move(fyne.NewPos((size.Width-width)/2, bottom-least.Height))
}

// Children implements focus.Holder.
func (n *notice) Children() []fyne.CanvasObject { return []fyne.CanvasObject{n.line} }

// CreateRenderer implements fyne.Widget.
func (n *notice) CreateRenderer() fyne.WidgetRenderer {
	r := &noticeRenderer{notice: n, surface: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type noticeRenderer struct {
	notice  *notice
	surface *canvas.Rectangle
}

func (r *noticeRenderer) Destroy() {}

func (r *noticeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.surface, r.notice.line}
}

func (r *noticeRenderer) MinSize() fyne.Size {
	return r.notice.line.MinSize().AddWidthHeight(3*theme.Padding(), theme.Padding())
}

func (r *noticeRenderer) Layout(size fyne.Size) {
	r.surface.Resize(size)
	r.notice.line.Move(fyne.NewPos(2*theme.Padding(), 0.5*theme.Padding()))
	r.notice.line.Resize(size.SubtractWidthHeight(3*theme.Padding(), theme.Padding()))
}

func (r *noticeRenderer) Refresh() {
	r.surface.FillColor = theme.Color(theme.ColorNameOverlayBackground)
	r.surface.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	r.surface.StrokeWidth = theme.Size(theme.SizeNameInputBorder)
	r.surface.CornerRadius = theme.Size(ui.SizeRadius)
	r.surface.Refresh()
	r.notice.line.Refresh()
}
