package gui

import (
	"context"

	"restante/gui/connect"
)

// reachQuietly opens the window of a server that is known. It asks only what is missing.
func (st *stay) reachQuietly() {
	st.waitQuietly()
	st.reach(connect.Answers{}, func(why error) {
		p := connect.New(connect.Options{Host: st.core.Server, Canvas: st.window.Canvas, Open: st.reach, Quit: st.quit}, why)
		st.ask(p.Object, p.Start)
	})
}

func (st *stay) reach(a connect.Answers, failed func(error)) {
	st.openBy(func(ctx context.Context) (API, string, error) {
		api, err := st.core.Reach(ctx, a)
		if err != nil {
			return api, "", err
		}
		return api, lateWord(st.core.Keep(ctx), connect.Problem), nil
	}, func(err error) {
		st.failure = nil // it was told in the window
		failed(err)
	})
}
