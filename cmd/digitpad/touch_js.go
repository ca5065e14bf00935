package main

import "syscall/js"

// touchAsPointer sends touch and stylus events as pointer events. A browser makes mouse
// events of taps only, and Fyne's driver handles no others.
func touchAsPointer() {
	document := js.Global().Get("document")
	pretend := func(kind string, touch js.Value) {
		document.Call("dispatchEvent", js.Global().Get("MouseEvent").New(kind, map[string]any{
			"clientX": touch.Get("clientX"), "clientY": touch.Get("clientY"), "button": 0, "cancelable": true,
		}))
	}
	kinds := map[string]string{"touchstart": "mousedown", "touchmove": "", "touchend": "mouseup", "touchcancel": "mouseup"}
	for touched, kind := range kinds {
		document.Call("addEventListener", touched, js.FuncOf(func(_ js.Value, events []js.Value) any {
			event := events[0]
			event.Call("preventDefault") // else the page scrolls, and the browser adds mouse events of its own
			if event.Get("touches").Get("length").Int() > 1 {
				return nil // a second finger
			}
			touch := event.Get("changedTouches").Index(0)
			pretend("mousemove", touch)
			if kind != "" {
				var later js.Func
				later = js.FuncOf(func(js.Value, []js.Value) any {
					later.Release()
					pretend(kind, touch)
					return nil
				})
				js.Global().Call("setTimeout", later, 0) // after the driver has heard of the move
			}
			return nil
		}), map[string]any{"passive": false})
	}
}
