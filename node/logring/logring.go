// Package logring keeps the last lines of the program's log in memory, so that a
// window can show them: whoever starts a program from a menu sees no terminal.
//
//	ring := logring.New(logring.Lines, slog.LevelInfo)
//	log := slog.New(slog.NewMultiHandler(ring, slog.NewTextHandler(os.Stderr, nil)))
//	for _, l := range ring.Last(slog.LevelWarn) { fmt.Println(l) }
//
// Memory is bounded twice: by the number of lines, and by the length of each.
//
// # Why
//
// Nothing is written to disk: the log is not encrypted there, and tells when whose
// computer was reached.
package logring

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// Lines is how many lines are usually kept.
const Lines = 2000

// maxText is how many bytes of a line are kept.
const maxText = 1000

// Line is one line of the log.
type Line struct {
	Time  time.Time
	Level slog.Level
	Text  string // the message, and what it is about as key=value
}

// String is the line as a log file would have it.
func (l Line) String() string {
	return l.Time.Format("2006-01-02 15:04:05.000") + " " + l.Level.String() + " " + l.Text
}

// Ring takes a log's records and keeps the last of them. It is safe for use by
// several goroutines, as every handler of [slog] is.
type Ring struct {
	*store
	format slog.Handler // writes what a record is about to the store's buffer
}

var _ slog.Handler = (*Ring)(nil)

// store is what a ring and those made from it by With share.
type store struct {
	least slog.Level

	mu    sync.Mutex
	lines []Line
	next  int // where the next line goes once all places are taken
	most  int
	about bytes.Buffer
}

// New makes a ring of at most so many lines, of this level or above.
func New(most int, least slog.Level) *Ring {
	s := &store{least: least, most: most}
	format := slog.NewTextHandler(&s.about, &slog.HandlerOptions{Level: least, ReplaceAttr: onlyAbout})
	return &Ring{s, format}
}

// onlyAbout leaves out what a Line has in fields of its own.
func onlyAbout(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && (a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey) {
		return slog.Attr{}
	}
	return a
}

// Enabled tells whether a level is kept.
func (r *Ring) Enabled(_ context.Context, l slog.Level) bool { return l >= r.least }

// Handle keeps a record.
func (r *Ring) Handle(ctx context.Context, rec slog.Record) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.about.Reset()
	err := r.format.Handle(ctx, rec)
	r.keep(Line{Time: rec.Time, Level: rec.Level, Text: text(rec.Message, r.about.String())})
	return err
}

// text joins a message and what it is about, on one line of bounded length.
func text(message, about string) string {
	s := strings.TrimSpace(strings.ReplaceAll(message, "\n", " ") + " " + strings.TrimSpace(about))
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return s
}

func (s *store) keep(l Line) {
	if len(s.lines) < s.most {
		s.lines = append(s.lines, l)
		return
	}
	s.lines[s.next] = l
	s.next = (s.next + 1) % s.most
}

// WithAttrs is a ring whose lines have these too; they go to the same place.
func (r *Ring) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &Ring{r.store, r.format.WithAttrs(attrs)}
}

// WithGroup is a ring that names what its lines are about by a group.
func (r *Ring) WithGroup(name string) slog.Handler {
	return &Ring{r.store, r.format.WithGroup(name)}
}

// Last gives the kept lines of this level or above, oldest first.
func (s *store) Last(least slog.Level) (lines []Line) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.lines {
		if l := s.lines[(s.next+i)%len(s.lines)]; l.Level >= least {
			lines = append(lines, l)
		}
	}
	return lines
}
