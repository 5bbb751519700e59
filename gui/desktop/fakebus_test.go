//go:build linux || freebsd || openbsd || netbsd

package desktop

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// fakeBus is a session bus with a desktop behind it, for one program.
type fakeBus struct {
	mu    sync.Mutex
	conn  net.Conn
	caps  []string
	tray  bool
	next  uint32
	calls chan *dbus.Message // Notify and CloseNotification
	done  chan struct{}
}

// startBus makes the bus the session's one.
func startBus(t *testing.T, tray bool, caps ...string) *fakeBus {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bus")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+path)
	b := &fakeBus{caps: caps, tray: tray, calls: make(chan *dbus.Message, 16), done: make(chan struct{})}
	go func() {
		defer close(b.done)
		b.serve(l)
	}()
	t.Cleanup(func() {
		l.Close()
		<-b.done
	})
	return b
}

func (b *fakeBus) serve(l net.Listener) {
	c, err := l.Accept()
	if err != nil {
		return
	}
	defer c.Close()
	b.mu.Lock()
	b.conn = c
	b.mu.Unlock()
	r := bufio.NewReader(c)
	if !welcome(r, c) {
		return
	}
	for {
		m, err := dbus.DecodeMessage(r)
		if err != nil {
			return
		}
		b.answer(m)
	}
}

// welcome takes any user.
func welcome(r *bufio.Reader, c io.Writer) bool {
	answers := map[string]string{"AUTH": "REJECTED EXTERNAL", "AUTH EXTERNAL": "OK 00", "NEGOTIATE_UNIX_FD": "ERROR"}
	if _, err := r.ReadByte(); err != nil {
		return false
	}
	for {
		line, err := r.ReadString('\n')
		line = strings.TrimSpace(line)
		if err != nil || line == "BEGIN" {
			return err == nil
		}
		if _, err := io.WriteString(c, answers[line]+"\r\n"); err != nil {
			return false
		}
	}
}

func member(m *dbus.Message) string {
	name, _ := m.Headers[dbus.FieldMember].Value().(string)
	return name
}

func (b *fakeBus) answer(m *dbus.Message) {
	b.mu.Lock()
	var body []any
	switch member(m) {
	case "Hello":
		body = []any{":1.7"}
	case "NameHasOwner", "Get":
		body = []any{b.tray}
		if member(m) == "Get" {
			body = []any{dbus.MakeVariant(b.tray)}
		}
	case "GetCapabilities":
		body = []any{b.caps}
	case "Notify":
		b.next++
		body = []any{b.next}
	}
	b.mu.Unlock()
	b.send(dbus.TypeMethodReply, map[dbus.HeaderField]dbus.Variant{
		dbus.FieldReplySerial: dbus.MakeVariant(m.Serial()), dbus.FieldSender: dbus.MakeVariant(busName),
	}, body...)
	if name := member(m); name == "Notify" || name == "CloseNotification" {
		b.calls <- m
	}
}

// signal says something to the program.
func (b *fakeBus) signal(iface, name string, body ...any) {
	b.send(dbus.TypeSignal, map[dbus.HeaderField]dbus.Variant{
		dbus.FieldPath: dbus.MakeVariant(dbus.ObjectPath("/x")), dbus.FieldInterface: dbus.MakeVariant(iface),
		dbus.FieldMember: dbus.MakeVariant(name), dbus.FieldSender: dbus.MakeVariant(":1.2"),
	}, body...)
}

func (b *fakeBus) send(kind dbus.Type, head map[dbus.HeaderField]dbus.Variant, body ...any) {
	if len(body) > 0 {
		head[dbus.FieldSignature] = dbus.MakeVariant(dbus.SignatureOf(body...))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	_ = (&dbus.Message{Type: kind, Headers: head, Body: body}).EncodeTo(b.conn, binary.LittleEndian)
}

func (b *fakeBus) setTray(on bool) {
	b.mu.Lock()
	b.tray = on
	b.mu.Unlock()
	b.signal(busName, "NameOwnerChanged", watcher, "", ":1.9")
}

// hangUp is the end of the user's session.
func (b *fakeBus) hangUp() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.conn.Close()
}
