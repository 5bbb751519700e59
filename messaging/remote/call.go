package remote

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"time"

	"restante/messaging/remote/form"
)

// caller is what the services of a client call by.
type caller interface {
	call(ctx context.Context, name string, out answers, args ...any) error
	down(ctx context.Context, name string, to io.Writer, out answers, args ...any) error
	up(ctx context.Context, name string, from io.Reader, out answers, args ...any) error
}

// answers are pointers to what a call gives.
type answers []any

// ErrSlow is returned where the server did not answer a call in time.
var ErrSlow = errors.New("the server took too long to answer")

// ErrLarge is returned for an answer over the limit.
var ErrLarge = fmt.Errorf("the server's answer is larger than %d MiB", maxAnswer>>20)

// call asks the server.
func (c *Client) call(ctx context.Context, name string, out answers, args ...any) error {
	body, err := argumentsOf(name, args)
	if err != nil {
		return err
	}
	return c.do(ctx, question{name: name, body: bytes.NewReader(body)}, func(r *http.Response, _ func()) error { return readAnswers(r.Body, out) })
}

// question is what a request is made of.
type question struct {
	name string
	body io.Reader
	args []byte // beside a stream
}

func argumentsOf(name string, args []any) ([]byte, error) {
	var values []reflect.Value
	for _, a := range args {
		values = append(values, reflect.ValueOf(a))
	}
	return appendAll(nil, methods()[name].in, values)
}

// readAnswers reads no more than a limit, and nothing else than what was asked.
func readAnswers(body io.Reader, out answers) error {
	limited := &io.LimitedReader{R: body, N: maxAnswer}
	var into []reflect.Value
	for _, o := range out {
		into = append(into, reflect.ValueOf(o).Elem())
	}
	err := codec().Decoder(limited).All(into)
	if err != nil && limited.N == 0 {
		return ErrLarge
	}
	return err
}

// down asks for a stream. An error may come after some of it.
func (c *Client) down(ctx context.Context, name string, to io.Writer, _ answers, args ...any) error {
	body, err := argumentsOf(name, args)
	if err != nil {
		return err
	}
	return c.do(ctx, question{name: name, body: bytes.NewReader(body)}, func(r *http.Response, alive func()) error {
		_, err := io.Copy(to, &moving{io.LimitReader(r.Body, maxStream), alive})
		return err
	})
}

// up gives the server a stream.
func (c *Client) up(ctx context.Context, name string, from io.Reader, out answers, args ...any) error {
	beside, err := argumentsOf(name, args)
	if err != nil {
		return err
	}
	return c.do(ctx, question{name, from, beside}, func(r *http.Response, _ func()) error { return readAnswers(r.Body, out) })
}

// moving says with each piece that a stream does not stand still.
type moving struct {
	io.Reader
	alive func()
}

func (m *moving) Read(p []byte) (int, error) {
	m.alive()
	return m.Reader.Read(p)
}

// do makes a request and gives its answer to read, which tells as long as it moves. It
// ends with the connection.
func (c *Client) do(ctx context.Context, what question, read func(r *http.Response, alive func()) error) error {
	live := c.connection()
	if live.Err() != nil {
		return context.Cause(live)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(live, func() { cancel(context.Cause(live)) })()
	limit := time.AfterFunc(cmp.Or(slow[what.name], c.patience), func() { cancel(ErrSlow) })
	defer limit.Stop()
	alive := func() { limit.Reset(stall) }
	if what.args != nil {
		what.body = &moving{what.body, func() { limit.Reset(c.patience) }}
	}
	err := c.ask(ctx, what, func(r *http.Response) error { return read(r, alive) })
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

func (c *Client) ask(ctx context.Context, what question, read func(*http.Response) error) error {
	r, err := c.request(ctx, http.MethodPost, "/"+what.name, what.body)
	if err != nil {
		return err
	}
	if what.args != nil {
		r.Header.Set(argumentsHeader, base64.StdEncoding.EncodeToString(what.args))
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return c.awayError(err)
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
		err = read(answer)
	case failed:
		err = readFailure(answer.Body)
	default:
		err = c.refused(answer)
	}
	if unformed := errors.Is(err, form.ErrForm); unformed {
		return fmt.Errorf("the answer of %s is none: %w", c.Host, err)
	}
	return err
}

func (c *Client) request(ctx context.Context, method, path string, body io.Reader) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.o.Token)
	r.Header.Set(versionHeader, Version())
	r.Header.Set("Content-Type", jsonMedia)
	return r, nil
}

// readFailure reads the error that a service gave.
func readFailure(body io.Reader) error {
	var why error
	if err := readAnswers(body, answers{&why}); err != nil {
		return err
	}
	if why == nil {
		return fmt.Errorf("%w: an error that is none", form.ErrForm)
	}
	return why
}

const maxReason = 4 << 10

// refused says why a request was none.
func (c *Client) refused(r *http.Response) error {
	switch r.StatusCode {
	case http.StatusUnauthorized:
		return ErrToken
	case http.StatusNotFound:
		return &VersionError{Host: c.Host} // a server that knows no windows, or not this call
	}
	var said struct{ Reason string }
	b, err := io.ReadAll(io.LimitReader(r.Body, maxReason))
	if err != nil || json.Unmarshal(b, &said) != nil || said.Reason == "" {
		said.Reason = "status " + r.Status
	}
	return fmt.Errorf("%s refuses: %s", c.Host, said.Reason)
}
