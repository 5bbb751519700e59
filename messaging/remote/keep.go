package remote

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"reflect"
	"time"

	"restante/messaging/remote/form"
)

// Events of the connection itself.
type (
	// Away: the connection is lost, and tried again unless Why is for a person.
	Away struct {
		Host string
		Why  error
	}
	// Back: there is one again. What happened meanwhile must be read.
	Back struct{}
)

// ErrToken says that the server does not take the token.
var ErrToken = errors.New("the server does not take this token")

// VersionError says that window and server do not understand each other.
type VersionError struct {
	Host   string
	Server Hello // empty if it did not say
}

func (e *VersionError) Error() string {
	if e.Server.Program == "" {
		return fmt.Sprintf("%s is no server of this version of Restante (%s)", e.Host, Version())
	}
	return fmt.Sprintf("%s runs %s, which speaks %s with windows; this one speaks %s", e.Host, e.Server.Program, e.Server.Version, Version())
}

// Final tells whether a connection that failed like this needs a person.
func Final(err error) bool {
	var unknown *UnknownCertificate
	var changed *ChangedCertificate
	var version *VersionError
	return errors.Is(err, ErrToken) || errors.As(err, &unknown) || errors.As(err, &changed) || errors.As(err, &version)
}

// stream is the server's events.
type stream struct {
	body  io.ReadCloser
	lines *bufio.Scanner
	guard *time.Timer // cuts the connection after a silence
	end   context.CancelFunc
}

func (s *stream) close() {
	s.end()
	s.guard.Stop()
	_ = s.body.Close() // it ended already
}

// open connects and waits for the server's first word.
func (c *Client) open() (_ *stream, err error) {
	ctx, end := context.WithCancel(c.ctx)
	s := &stream{end: end, body: http.NoBody, guard: time.AfterFunc(openLimit, end)}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	r, err := c.request(ctx, http.MethodGet, "/events", nil)
	if err != nil {
		return nil, err
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	s.body = answer.Body
	if answer.StatusCode != http.StatusOK {
		return nil, c.refused(answer)
	}
	s.lines = bufio.NewScanner(answer.Body)
	s.lines.Buffer(nil, maxEvent)
	return s, c.greet(s)
}

func (c *Client) greet(s *stream) error {
	e, err := s.next()
	if err != nil {
		return err
	}
	hello, is := e.(Hello)
	if !is || hello.Version != Version() {
		return &VersionError{c.Host, hello}
	}
	return nil
}

// next reads one event.
func (s *stream) next() (e any, err error) {
	if !s.lines.Scan() {
		if err := s.lines.Err(); err != nil {
			return nil, err
		}
		return nil, io.ErrUnexpectedEOF
	}
	s.guard.Reset(silence)
	return parseLine(s.lines.Bytes())
}

// parseLine reads a line; one that is no event of ours is of a server that speaks otherwise.
func parseLine(b []byte) (e any, err error) {
	err = codec().Decoder(bytes.NewReader(b)).Read(reflect.ValueOf(&e).Elem())
	if err == nil && e == nil {
		err = form.ErrForm
	}
	return e, err
}

// keep follows the events, and connects again and again.
func (c *Client) keep(s *stream) {
	for s != nil {
		err := c.follow(s)
		s.close()
		if c.ctx.Err() != nil {
			return
		}
		c.disconnected(c.awayError(err))
		c.bus.Publish(Away{Host: c.Host})
		s = c.again()
	}
}

func (c *Client) follow(s *stream) error {
	for {
		e, err := s.next()
		if err != nil {
			return err
		}
		switch e.(type) {
		case beat:
		case lost:
			c.bus.Lose()
		default:
			c.bus.Publish(e)
		}
	}
}

const (
	firstPause = 300 * time.Millisecond
	lastPause  = 20 * time.Second
)

// again connects anew. It gives nil if the client is closed, or a person is needed.
func (c *Client) again() *stream {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		select {
		case <-c.ctx.Done():
			return nil
		case <-time.After(pause/2 + rand.N(pause)/2):
		}
		s, err := c.open()
		if Final(err) {
			c.disconnected(err)
			c.bus.Publish(Away{Host: c.Host, Why: err})
			return nil
		}
		if err == nil {
			c.connected()
			c.bus.Lose()
			c.bus.Publish(Back{})
			return s
		}
	}
}
