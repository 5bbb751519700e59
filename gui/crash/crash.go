// Package crash keeps what the Go runtime says when the program dies: a panic
// that nobody caught or a fatal signal, with all goroutines. Started from a menu,
// a program has no terminal to say it on.
//
//	last, err := crash.Watch(dir, "restante 1.2")
//	if last != "" { ... tell the user, once, that the report is in that file }
//
// # Why
//
// Only the runtime can still write when it dies, so it gets an open file at the
// start ([debug.SetCrashOutput]). The file begins with a line on the program;
// more than that line means that the last run crashed. The report is moved aside
// then, so that the user is told of each crash once and has the last one at hand.
package crash

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
)

const (
	logFile  = "crash.log"
	lastFile = "crash-last.log"
)

// Files are those that a data folder may have of crashes.
var Files = []string{logFile, lastFile}

// Watch sends what the runtime says at its end to the folder's crash.log. It
// gives the file with the report of the last run, or "" if that did not crash.
// The first line of a report says what program it was.
func Watch(dir, program string) (last string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("creating the folder: %w", err)
	}
	path := filepath.Join(dir, logFile)
	last, err = setAside(path, filepath.Join(dir, lastFile))
	if err != nil {
		return "", fmt.Errorf("keeping the last crash report: %w", err)
	}
	return last, begin(path, program)
}

// Last is the file with the report of the last crash, "" if there is none.
func Last(dir string) string {
	path := filepath.Join(dir, lastFile)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// setAside moves a report to its own file.
func setAside(path, to string) (last string, err error) {
	crashed, err := hasReport(path)
	if err != nil || !crashed {
		return "", err
	}
	return to, os.Rename(path, to)
}

// hasReport tells whether there is anything behind the first line.
func hasReport(path string) (bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	if _, err := r.ReadString('\n'); err != nil {
		return false, nil // empty, or the first line was cut
	}
	_, err = r.ReadByte()
	return err == nil, nil
}

// begin starts an empty report and gives it to the runtime, which keeps a handle
// of its own.
func begin(path, program string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the crash report: %w", err)
	}
	defer f.Close()
	head := fmt.Sprintf("%s %s %s/%s, started %s\n", program, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		time.Now().UTC().Format(time.RFC3339))
	if _, err := io.WriteString(f, head); err != nil {
		return fmt.Errorf("beginning the crash report: %w", err)
	}
	debug.SetTraceback("all")
	return debug.SetCrashOutput(f, debug.CrashOptions{})
}
