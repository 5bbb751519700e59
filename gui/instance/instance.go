// Package instance keeps one window for each data folder. The first start opens
// a [Door] in the folder; a later one knocks there instead of opening a second
// window, and hands over the link that it was started with:
//
//	err := instance.Knock(ctx, dir, link)  // nil: the open window has it
//	d, err := instance.Open(dir)           // else this is the first
//	for link := range d.Knocks { ... }     // "" only asks for the window
//
// # Why
//
// The door is a socket in the data folder that only its owner may use, so it is
// exactly as private as the folder, and two folders are two programs. A crash
// leaves the socket behind; whoever holds the folder's lock may replace it, and
// [Open] must be called with that lock held.
package instance

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	socketFile = "window.sock"
	maxLink    = 16 << 10 // twice what a link with a whole card has
	patience   = 3 * time.Second
	waiting    = 16 // knocks that nobody has come to the door for
	answer     = "ok\n"
)

var (
	// ErrNobody means that no window of this folder is open.
	ErrNobody = errors.New("no window of this data folder is open")
	// ErrSilent means that there is one which does not answer.
	ErrSilent = errors.New("the window of this data folder is open and does not answer")
)

// Knock asks the folder's open window to come forward and to open a link, or "".
func Knock(ctx context.Context, dir, link string) error {
	if len(link) > maxLink {
		return fmt.Errorf("a link of %d bytes is too long", len(link))
	}
	return reach(dir, func(path string) error {
		var d net.Dialer
		c, err := d.DialContext(ctx, "unix", path)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNobody, err)
		}
		defer c.Close()
		return ask(c, link)
	})
}

func ask(c net.Conn, link string) error {
	err := c.SetDeadline(time.Now().Add(patience))
	if err == nil {
		_, err = io.WriteString(c, link+"\n")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSilent, err)
	}
	got := make([]byte, len(answer))
	if _, err := io.ReadFull(c, got); err != nil || string(got) != answer {
		return fmt.Errorf("%w: %v", ErrSilent, err)
	}
	return nil
}

// Door is where later starts knock.
type Door struct {
	Knocks chan string // the links; closed with the door

	listener *net.UnixListener
	path     string
	wg       sync.WaitGroup
	close    sync.Once
}

// Open makes the folder's door.
func Open(dir string) (*Door, error) {
	d := &Door{Knocks: make(chan string, waiting), path: filepath.Join(dir, socketFile)}
	_ = os.Remove(d.path) // of a program that crashed: the caller holds the lock
	err := reach(dir, func(path string) (err error) {
		d.listener, err = net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("opening the door: %w", err)
	}
	d.listener.SetUnlinkOnClose(false) // it may know a path that is gone by now
	if err := os.Chmod(d.path, 0o600); err != nil {
		return nil, errors.Join(err, d.listener.Close())
	}
	d.wg.Go(d.serve)
	return d, nil
}

func (d *Door) serve() {
	for {
		c, err := d.listener.Accept()
		if err != nil {
			return
		}
		d.wg.Go(func() {
			defer c.Close()
			d.hear(c)
		})
	}
}

// hear takes one knock. Only what is in the queue is answered: else the start
// that knocked would end without anybody having heard it.
func (d *Door) hear(c net.Conn) {
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return
	}
	line, err := bufio.NewReader(io.LimitReader(c, maxLink+1)).ReadString('\n')
	if err != nil {
		return
	}
	select {
	case d.Knocks <- line[:len(line)-1]:
		_, _ = io.WriteString(c, answer) // if it is gone, its window comes all the same
	default:
	}
}

// Close takes the door away.
func (d *Door) Close() (err error) {
	d.close.Do(func() {
		err = errors.Join(d.listener.Close(), os.Remove(d.path))
		d.wg.Wait()
		close(d.Knocks)
	})
	return err
}
