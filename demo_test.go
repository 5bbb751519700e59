package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDemo watches the story to its end. It leaves nothing behind, and does not
// look at the data folder that it is given.
func TestDemo(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	told := d.ends()
	for _, line := range []string{"it will be held by", "signed that it holds it", "Ben is back.", "Yes! I bring the walnuts.", "they hold nothing now"} {
		if !strings.Contains(told, line) {
			t.Errorf("nobody told that %q:\n%s", line, told)
		}
	}
}

// TestDemoInterrupted has seen enough after the first line.
func TestDemoInterrupted(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"A small world", "Two push nodes are up"} {
		d := startDemo(t)
		d.tells(first)
		if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		d.ends()
	}
}

// demoRun is a `restante demo` with folders of its own for what it may leave.
type demoRun struct {
	t         *testing.T
	cmd       *exec.Cmd
	out       *bufio.Reader
	errs      bytes.Buffer
	data, tmp string
}

func startDemo(t *testing.T) *demoRun {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	d := &demoRun{t: t, data: filepath.Join(t.TempDir(), "mine"), tmp: t.TempDir()}
	d.cmd = exec.Command(bin, "demo", "--data", d.data)
	d.cmd.Env = append(os.Environ(), "TMPDIR="+d.tmp, "TEMP="+d.tmp, "TMP="+d.tmp, "HOME="+d.tmp, "XDG_CONFIG_HOME="+d.tmp)
	d.cmd.Stderr = &d.errs
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	d.out = bufio.NewReader(out)
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.cmd.Process.Kill() }) // it has ended, unless the test failed
	return d
}

// tells waits for a line.
func (d *demoRun) tells(part string) {
	d.t.Helper()
	for {
		line, err := d.out.ReadString('\n')
		if strings.Contains(line, part) {
			return
		}
		if err != nil {
			d.t.Fatalf("it never told that %q: %s", part, d.errs.String())
		}
	}
}

// ends waits for the end, which is clean, and gives what was told until then.
func (d *demoRun) ends() string {
	d.t.Helper()
	told, err := io.ReadAll(d.out)
	if err != nil {
		d.t.Error(err)
	}
	if err := d.cmd.Wait(); err != nil || d.errs.Len() > 0 {
		d.t.Errorf("%v: %s", err, d.errs.String())
	}
	if left, err := os.ReadDir(d.tmp); err != nil || len(left) > 0 {
		d.t.Errorf("it left %v, %v", left, err)
	}
	if _, err := os.Stat(d.data); !os.IsNotExist(err) {
		d.t.Errorf("it touched %s: %v", d.data, err)
	}
	return string(told)
}
