package logring_test

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"restante/node/logring"
)

func words(r *logring.Ring, least slog.Level) (all []string) {
	for _, l := range r.Last(least) {
		all = append(all, l.Text)
	}
	return all
}

func TestTheLastLinesAreKept(t *testing.T) {
	r := logring.New(3, slog.LevelInfo)
	log := slog.New(r)
	if got := r.Last(slog.LevelDebug); got != nil {
		t.Errorf("an empty ring has %v", got)
	}
	for i := range 5 {
		log.Info(fmt.Sprint("line ", i))
	}
	log.Debug("too little")
	if got, want := strings.Join(words(r, slog.LevelDebug), "|"), "line 2|line 3|line 4"; got != want {
		t.Errorf("it has %s, want %s", got, want)
	}
}

func TestLinesAreChosenByLevel(t *testing.T) {
	r := logring.New(10, slog.LevelInfo)
	log := slog.New(r)
	log.Info("up")
	log.Warn("slow")
	log.Error("down")
	if got := strings.Join(words(r, slog.LevelWarn), "|"); got != "slow|down" {
		t.Errorf("warnings are %s", got)
	}
}

func TestALineSaysWhatItIsAbout(t *testing.T) {
	r := logring.New(10, slog.LevelInfo)
	slog.New(r).With("node", "oslo").WithGroup("disk").Warn("full\nnow", "free", 12)
	l := r.Last(slog.LevelInfo)[0]
	if l.Text != "full now node=oslo disk.free=12" || l.Level != slog.LevelWarn || l.Time.IsZero() {
		t.Errorf("the line is %+v", l)
	}
	if s := l.String(); !strings.HasSuffix(s, " WARN full now node=oslo disk.free=12") {
		t.Errorf("written out it is %q", s)
	}
}

func TestALongLineIsCut(t *testing.T) {
	r := logring.New(1, slog.LevelInfo)
	slog.New(r).Info("x", "answer", strings.Repeat("ß", 1<<20))
	if n := len(r.Last(slog.LevelInfo)[0].Text); n > 1010 {
		t.Errorf("it keeps %d bytes of a line", n)
	}
}

func TestManyWriteAtOnce(t *testing.T) {
	r := logring.New(logring.Lines, slog.LevelInfo)
	log := slog.New(r)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			mine := log.With("writer", i)
			for range 100 {
				mine.Info("here")
			}
		})
	}
	wg.Wait()
	for _, s := range words(r, slog.LevelInfo) {
		if !strings.HasPrefix(s, "here writer=") || strings.Count(s, "writer") != 1 {
			t.Fatalf("two lines ran into each other: %q", s)
		}
	}
	if n := len(r.Last(slog.LevelInfo)); n != 800 {
		t.Errorf("%d lines are kept", n)
	}
}
