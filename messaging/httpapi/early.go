package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// What net/http refuses before any handler sees it, such as a Host that is not one,
// it answers in plain text. An earlyListener's connections turn that into the form
// of all our errors. With TLS it stays plain: net/http wants to see the TLS itself.
type earlyListener struct{ net.Listener }

func (l earlyListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return earlyConn{c}, nil
}

type earlyConn struct{ net.Conn }

// Write passes on what handlers answer, which is never plain text.
func (c earlyConn) Write(b []byte) (int, error) {
	status, reason, ok := earlyRefusal(b)
	if !ok {
		return c.Conn.Write(b)
	}
	body, err := json.Marshal(failure{Reason: reason})
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fprintf(c.Conn, "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n",
		status, http.StatusText(status), len(body)+1, body)
	return len(b), err
}

// CloseWrite lets the caller read the answer before the connection is gone.
func (c earlyConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// earlyRefusal recognizes the answers that net/http writes on its own: these two
// headers, and a body such as "400 Bad Request: malformed Host header".
func earlyRefusal(b []byte) (status int, reason string, ok bool) {
	const headers = "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
	b, isHead := bytes.CutPrefix(b, []byte("HTTP/1.1 "))
	if !isHead {
		return 0, "", false
	}
	line, body, found := strings.Cut(string(b), headers)
	if !found || strings.ContainsAny(line, "\r\n") {
		return 0, "", false
	}
	code, _, _ := strings.Cut(line, " ")
	status, err := strconv.Atoi(code)
	reason = strings.TrimPrefix(body, code+" ")
	if _, detail, found := strings.Cut(reason, ": "); found {
		reason = detail
	}
	return status, reason, err == nil
}
