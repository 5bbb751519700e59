package guitest

import (
	"bytes"
	"io"
)

// Choose gives the chosen file, if there is one.
func (w *World) Choose(take func(io.ReadCloser)) {
	if w.File != nil {
		take(io.NopCloser(bytes.NewReader(w.File)))
	}
}
