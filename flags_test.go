package main

import (
	"io"
	"log/slog"
	"strings"
	"testing"
)

func TestALinkStandsInPlaceOfACommand(t *testing.T) {
	for _, c := range []struct {
		args          []string
		command, link string
		misused       bool
	}{
		{args: nil},
		{args: []string{"restante:card/abc"}, link: "restante:card/abc"},
		{args: []string{"RESTANTE://peer/x"}, link: "RESTANTE://peer/x"},
		{args: []string{"--data", "/tmp/x", "--hidden", "restante:peer/x"}, link: "restante:peer/x"},
		{args: []string{"serve"}, command: "serve"},
		{args: []string{"serve", "restante:peer/x"}, misused: true},
		{args: []string{"restante:peer/x", "restante:peer/y"}, misused: true},
		{args: []string{"--hidden", "https://example.org"}, misused: true},
	} {
		command, f, err := parse(c.args, io.Discard)
		if c.misused != (err != nil) {
			t.Errorf("%q: error %v", c.args, err)
		}
		if err == nil && (command != c.command || f.link != c.link) {
			t.Errorf("%q: command %q, link %q", c.args, command, f.link)
		}
	}
}

func TestHowTheWindowStartsAndEnds(t *testing.T) {
	if _, f, err := parse(nil, io.Discard); err != nil || f.hidden || f.closes {
		t.Errorf("hidden %v, closes %v, %v", f.hidden, f.closes, err)
	}
	if _, f, err := parse([]string{"--hidden", "--quit-on-close"}, io.Discard); err != nil || !f.hidden || !f.closes {
		t.Errorf("hidden %v, closes %v, %v", f.hidden, f.closes, err)
	}
}

// TestTheLogIsKeptForTheWindow says something that is too little for the terminal.
func TestTheLogIsKeptForTheWindow(t *testing.T) {
	var errs strings.Builder
	_, f, err := parse(nil, &errs)
	if err != nil {
		t.Fatal(err)
	}
	f.log.Info("the ferry came")
	f.log.Warn("the ferry left")
	kept := f.logs.Last(slog.LevelDebug)
	if len(kept) != 2 || kept[0].Text != "the ferry came" || strings.Contains(errs.String(), "came") || !strings.Contains(errs.String(), "left") {
		t.Errorf("kept is %v, printed %q", kept, errs.String())
	}
}

func TestWhatGoesWithConnect(t *testing.T) {
	for _, c := range []struct {
		args, says string
	}{
		{"--connect https://shop.example:4002", ""},
		{"--connect http://127.0.0.1:4002 --token-file t --hidden --quit-on-close --log info", ""},
		{"--connect https://shop.example:4002 restante:peer/x", ""},
		{"--connect http://shop.example:4002", "https://HOST:PORT"},
		{"--connect shop.example", "https://HOST:PORT"},
		{"serve --connect https://shop.example", "does not go with serve"},
		{"--connect https://shop.example --data d", "--data is for one on this computer"},
		{"--connect https://shop.example --listen /ip4/127.0.0.1/tcp/1", "--listen"},
		{"--connect https://shop.example --api 127.0.0.1:1", "--api"},
		{"--connect https://shop.example --passphrase-file f", "--passphrase-file"},
		{"--connect https://shop.example --loopback", "--loopback"},
		{"--token-file t", "--token-file is for --connect"},
	} {
		var errs strings.Builder
		_, f, err := parse(strings.Fields(c.args), &errs)
		if (err != nil) != (c.says != "") || !strings.Contains(errs.String(), c.says) || err == nil && f.connect == "" {
			t.Errorf("%s: %v, printed %q", c.args, err, errs.String())
		}
	}
}
