//go:build e2e

package main

import (
	"encoding/binary"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
)

// xserver is the display, spoken to in the X protocol's own words: for what no
// program here does, or does too slowly.
type xserver struct {
	t    testing.TB
	conn net.Conn
}

var le = binary.LittleEndian

func dialX(t testing.TB) *xserver {
	t.Helper()
	c, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(os.Getenv("DISPLAY"), ":"))
	if err != nil {
		t.Fatal(err)
	}
	x := &xserver{t, c}
	head := x.ask([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 8) // protocol 11.0, no authority
	x.ask(nil, 4*int(le.Uint16(head[6:])))
	return x
}

func (x *xserver) close() { _ = x.conn.Close() }

// ask writes a request and reads so many bytes of its answer.
func (x *xserver) ask(request []byte, answer int) []byte {
	x.t.Helper()
	b := make([]byte, answer)
	_, err := x.conn.Write(request)
	if err == nil {
		_, err = io.ReadFull(x.conn, b)
	}
	if err != nil {
		x.t.Fatal(err)
	}
	return b
}

func (x *xserver) atom(name string) uint32 { // InternAtom
	words := (len(name) + 3) / 4
	q := make([]byte, 8+4*words)
	q[0] = 16
	le.PutUint16(q[2:], uint16(2+words))
	le.PutUint16(q[4:], uint16(len(name)))
	copy(q[8:], name)
	return le.Uint32(x.ask(q, 32)[8:])
}

// column is the colours in a window from one place downwards, as 0xrrggbb; nil
// while it is not on the screen.
func (x *xserver) column(window uint32, left, top, high int) (colours []uint32) {
	q := make([]byte, 20) // GetImage, of pixels of four bytes
	q[0], q[1], q[2], q[12] = 73, 2, 5, 1
	le.PutUint32(q[4:], window)
	le.PutUint16(q[8:], uint16(left))
	le.PutUint16(q[10:], uint16(top))
	le.PutUint16(q[14:], uint16(high))
	le.PutUint32(q[16:], 0xffffff)
	head := x.ask(q, 32)
	if head[0] != 1 {
		return nil
	}
	pixels := x.ask(nil, 4*int(le.Uint32(head[4:])))
	for i := 0; i+4 <= len(pixels); i += 4 {
		colours = append(colours, le.Uint32(pixels[i:])&0xffffff)
	}
	return colours
}

// nobodyTypes takes the keyboard from every window.
func (x *xserver) nobodyTypes() {
	x.ask([]byte{42, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 43, 0, 1, 0}, 32) // SetInputFocus, GetInputFocus
}

// number is the window as the X protocol has it.
func (w *window) number() uint32 {
	w.t.Helper()
	id, err := strconv.ParseUint(w.id, 10, 32)
	if err != nil {
		w.t.Fatal(err)
	}
	return uint32(id)
}

// pressClose is a click on the window's close button: what a window manager sends
// then, for no window manager runs here.
func (w *window) pressClose() {
	w.t.Helper()
	x := dialX(w.t)
	defer x.close()
	q := make([]byte, 44) // SendEvent with a ClientMessage
	q[0], q[2], q[12], q[13] = 25, 11, 33, 32
	le.PutUint32(q[4:], w.number())
	le.PutUint32(q[16:], w.number())
	le.PutUint32(q[20:], x.atom("WM_PROTOCOLS"))
	le.PutUint32(q[24:], x.atom("WM_DELETE_WINDOW"))
	x.ask(append(q, 43, 0, 1, 0), 32) // GetInputFocus answers when all before is done
}
