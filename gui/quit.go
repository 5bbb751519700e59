package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// quit ends the app; the UI goroutine calls it.
func (st *stay) quit() {
	if st.shell != nil {
		st.shell.SetFocused(false) // writes down what was begun
	}
	st.bridge.shut()
	st.app.Quit()
}

// quitAfter quits soon after ctx has ended. Fyne, which hears a log-out too, may be gone
// by the time that a function comes through its queue, and runs it on whatever goroutine
// it comes from. A frame is always on the UI goroutine, and there is none after the end.
func (st *stay) quitAfter(ctx context.Context) {
	frames := &fyne.Animation{Duration: time.Second, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear}
	frames.Tick = func(float32) {
		if ctx.Err() != nil {
			frames.Stop()
			st.quit()
		}
	}
	frames.Start()
}

// stopping is what Fyne's life cycle has for itself.
type stopping interface {
	OnStopped() func()
	SetOnStoppedHookExecuted(func())
}

// stoppedHook takes from the app what it does when it has stopped, to be done when it has:
// it writes preferences down. Fyne itself sends it through the queue that it is about to
// close, where it may get lost, or stuck, or end the program with a panic.
func stoppedHook(a fyne.App) func() {
	l, ok := a.Lifecycle().(stopping)
	if !ok {
		return func() {}
	}
	hook := l.OnStopped()
	if hook == nil {
		return func() {}
	}
	l.SetOnStoppedHookExecuted(nil)
	return hook
}
