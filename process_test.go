package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a story of real processes waits for anything.
const patience = 60 * time.Second

// built is the headless program with crash points, linked once for all stories.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "restante")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "restante")
	cmd := exec.Command("go", "build", "-tags", "headless,crash", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building: %w\n%s", err, out)
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if bin, err := built(); err == nil {
		os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

// machine is one data folder and, while it runs, the process on it.
type machine struct {
	t       testing.TB
	bin     string
	name    string
	command string // serve or push
	dir     string
	args    []string
	env     []string // besides the test's own

	cmd    *exec.Cmd
	ready  ready
	token  string
	errors bytes.Buffer
	done   chan struct{} // closed when the process is gone
}

func newMachine(t testing.TB, bin, root, name, command string, args ...string) *machine {
	m := &machine{t: t, bin: bin, name: name, command: command, dir: filepath.Join(root, name),
		args: append([]string{"--loopback"}, args...)}
	t.Cleanup(m.kill)
	return m
}

// freeAddr is an address for a machine that comes back to it: its port is none of
// those that the system gives to whoever asks for any.
func freeAddr(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := 10_000 + rand.IntN(20_000)
		if l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", port)); err == nil {
			l.Close()
			return fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", port)
		}
	}
	t.Fatal("no port is free")
	return ""
}

// start runs the process and waits until it is ready, or gone.
func (m *machine) start(env ...string) error {
	m.t.Helper()
	m.cmd = exec.Command(m.bin, append([]string{m.command, "--data", m.dir}, m.args...)...)
	m.cmd.Env = slices.Concat(os.Environ(), m.env, env)
	m.errors.Reset()
	m.cmd.Stderr = &m.errors
	out, err := m.cmd.StdoutPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	if err := m.cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	m.done = make(chan struct{})
	go func(cmd *exec.Cmd, done chan struct{}) {
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait() // how it ended is in ProcessState
		close(done)
	}(m.cmd, m.done)
	if err != nil {
		<-m.done
		return fmt.Errorf("%s did not get ready: %s", m.name, m.errors.String())
	}
	if err := json.Unmarshal(line, &m.ready); err != nil {
		m.t.Fatalf("%s printed %q: %v", m.name, line, err)
	}
	token, err := os.ReadFile(m.ready.TokenFile)
	if err != nil {
		m.t.Fatal(err)
	}
	m.token = strings.TrimSpace(string(token))
	return nil
}

func (m *machine) mustStart(env ...string) {
	m.t.Helper()
	if err := m.start(env...); err != nil {
		m.t.Fatal(err)
	}
}

func (m *machine) running() bool {
	if m.done == nil {
		return false
	}
	select {
	case <-m.done:
		return false
	default:
		return true
	}
}

// stop ends the process as a person would and wants a clean exit.
func (m *machine) stop() {
	m.t.Helper()
	if err := m.end(); err != nil {
		m.t.Fatalf("stopping %s: %v\n%s", m.name, err, m.errors.String())
	}
}

func (m *machine) end() error {
	if !m.running() {
		return nil
	}
	if err := m.terminate(); err != nil {
		return err
	}
	select {
	case <-m.done:
	case <-time.After(patience):
		return errors.New("it does not stop")
	}
	if code := m.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("exit code %d", code)
	}
	return nil
}

func (m *machine) terminate() error { return m.cmd.Process.Signal(syscall.SIGTERM) }

func (m *machine) kill() {
	if m.running() {
		_ = m.cmd.Process.Kill()
		<-m.done
	}
}

// call makes one call of the API; into may be nil.
func (m *machine) call(method, path string, body, into any, headers ...string) (status int, err error) {
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		in = bytes.NewReader(b)
	}
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	req, err := http.NewRequestWithContext(ctx, method, m.ready.API+path, in)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+m.token)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if into != nil && res.StatusCode == http.StatusOK {
		err = json.NewDecoder(res.Body).Decode(into)
	}
	return res.StatusCode, err
}

func (m *machine) must(method, path string, body, into any) {
	m.t.Helper()
	status, err := m.call(method, path, body, into)
	if err != nil || status != http.StatusOK {
		m.t.Fatalf("%s: %s %s: %d %v\n%s", m.name, method, path, status, err, m.errors.String())
	}
}

// until asks again and again until ok holds; it fails with the story.
func (m *machine) until(what string, ok func() bool) {
	m.t.Helper()
	end := time.NewTimer(patience)
	tick := time.NewTicker(20 * time.Millisecond)
	defer end.Stop()
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end.C:
			m.t.Fatalf("%s waits in vain: %s\n%s", m.name, what, m.errors.String())
		}
	}
}

type sentAnswer struct {
	MessageID string `json:"messageId"`
}

type message struct {
	MessageID string `json:"messageId"`
	Message   string `json:"message"`
	Outgoing  bool   `json:"outgoing"`
	State     string `json:"state"`
	Custody   []struct {
		Node    string    `json:"node"`
		Expires time.Time `json:"expires"`
	} `json:"custody"`
}

// messages is a conversation, oldest first; nil when the process is gone.
func (m *machine) messages(with string) []message {
	var all []message
	if status, err := m.call("GET", "/ob/chatmessages/"+with+"?limit=1000", nil, &all); err != nil || status != http.StatusOK {
		return nil
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

func (m *machine) link() string {
	m.t.Helper()
	var inv struct{ Link string }
	m.must("GET", "/ob/invite", nil, &inv)
	return inv.Link
}

func (m *machine) add(link string) {
	m.t.Helper()
	m.must("POST", "/ob/contacts", map[string]string{"link": link}, nil)
}

// registered waits until every push node holds this machine's mail.
func (m *machine) registered() {
	m.t.Helper()
	m.until("registered at the push nodes", func() bool {
		var nodes []struct{ Registered bool }
		m.must("GET", "/ob/pushnodes", nil, &nodes)
		for _, n := range nodes {
			if !n.Registered {
				return false
			}
		}
		return len(nodes) > 0
	})
}

// audit runs the audit on the stopped folder.
func (m *machine) audit() {
	m.t.Helper()
	out, err := exec.Command(m.bin, "audit", "--data", m.dir).CombinedOutput()
	if err != nil {
		m.t.Errorf("audit of %s: %v\n%s", m.name, err, out)
	}
}

// outboxFiles are the names in <data>/outbox.
func (m *machine) outboxFiles() []string {
	m.t.Helper()
	entries, err := os.ReadDir(filepath.Join(m.dir, "outbox"))
	if err != nil {
		m.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// held is how many deposits lie at a push node.
func (m *machine) held() int {
	m.t.Helper()
	var h struct{ Deposits int }
	m.must("GET", "/ob/holdings", nil, &h)
	return h.Deposits
}
