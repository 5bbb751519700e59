package dropbox

import (
	"html/template"
	"net/http"
)

// tab is what the person reads in the browser.
type tab struct{ Title, Text, Next string }

var (
	connected = tab{"Connected", "Restante may keep messages in your Dropbox now.", "You can close this tab."}
	stale     = tab{"Not this one", "This answer belongs to another attempt.", "Close this tab and go on in the newest one."}
	twice     = tab{"Already answered", "Restante has its answer.", "You can close this tab."}
)

var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Title}} - Restante</title>
<style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:28rem;margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.6rem}</style>
</head><body><h1>{{.Title}}</h1><p>{{.Text}}</p><p>{{.Next}}</p></body></html>
`))

// show writes a tab. The address holds a code: it goes nowhere from here.
func show(w http.ResponseWriter, status int, t tab) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.WriteHeader(status)
	_ = page.Execute(w, t) // the browser has gone
}
