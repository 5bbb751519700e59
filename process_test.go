package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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
var built = sync.OnceValues(func() (bin string, err error) {
	if builtIn, err = os.MkdirTemp("", "restante"); err != nil {
		return "", err
	}
	bin = filepath.Join(builtIn, "restante")
	cmd := exec.Command("go", "build", "-tags", "headless,crash", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building: %w\n%s", err, out)
	}
	return bin, nil
})

// builtIn is its folder, once there is one.
var builtIn string

// TestMain tells more stories at a time than there are processors: most of each is to wait
// for another process.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		_ = f.Value.Set(fmt.Sprint(3 * runtime.GOMAXPROCS(0)))
	}
	code := m.Run()
	os.RemoveAll(builtIn)
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

// givenPorts are those of machines that may be away just now.
var givenPorts sync.Map

// freeAddr is an address for a machine that comes back to it: its port is none of
// those that the system gives to whoever asks for any, nor another machine's.
func freeAddr(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := 10_000 + rand.IntN(20_000)
		if _, given := givenPorts.LoadOrStore(port, true); given {
			continue
		}
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
