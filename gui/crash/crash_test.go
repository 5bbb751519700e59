package crash

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// dyingIn names the folder of a test program that is to die, and dieBy how.
const (
	dyingIn = "RESTANTE_TEST_CRASH_DIR"
	dieBy   = "RESTANTE_TEST_CRASH_BY"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(dyingIn); dir != "" {
		die(dir, os.Getenv(dieBy))
	}
	os.Exit(m.Run())
}

func die(dir, by string) {
	if _, err := Watch(dir, "restante test"); err != nil {
		panic(err)
	}
	switch by {
	case "panic":
		go func() { panic("the ferry left") }()
	case "signal":
		self, _ := os.FindProcess(os.Getpid())
		_ = self.Signal(syscall.SIGABRT)
	case "exit":
		os.Exit(0)
	}
	<-time.After(time.Minute) // with nothing to wait for it would die of that as well, at the same moment
	os.Exit(1)
}

// run starts this test program in a folder and waits until it is dead.
func run(t *testing.T, dir, by string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), dyingIn+"="+dir, dieBy+"="+by)
	_ = c.Run()
}

func watch(t *testing.T, dir string) string {
	t.Helper()
	last, err := Watch(dir, "restante test")
	if err != nil {
		t.Fatal(err)
	}
	return last
}

func TestTheLastReportIsFound(t *testing.T) {
	dir := t.TempDir()
	if got := Last(dir); got != "" {
		t.Errorf("before a crash there is %s", got)
	}
	run(t, dir, "panic")
	told := watch(t, dir)
	watch(t, dir) // the start after that: it is told once, and kept
	if got := Last(dir); got == "" || got != told {
		t.Errorf("the report is %q, want %q", got, told)
	}
}

func TestACrashIsToldOnce(t *testing.T) {
	for by, says := range map[string]string{"panic": "the ferry left", "signal": "SIGABRT"} {
		dir := filepath.Join(t.TempDir(), "new")
		run(t, dir, by)
		last := watch(t, dir)
		report, err := os.ReadFile(last)
		if err != nil {
			t.Fatalf("%s: %v", by, err)
		}
		if text := string(report); !strings.HasPrefix(text, "restante test go") || !strings.Contains(text, says) || !strings.Contains(text, "goroutine") {
			t.Errorf("%s: the report is\n%s", by, text)
		}
		if info, err := os.Stat(last); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: others may read the report: %v, %v", by, info.Mode(), err)
		}
		if again := watch(t, dir); again != "" {
			t.Errorf("%s: told twice", by)
		}
		if _, err := os.Stat(last); err != nil {
			t.Errorf("%s: the report went: %v", by, err)
		}
	}
}

func TestAnOrderlyEndIsNoCrash(t *testing.T) {
	dir := t.TempDir()
	run(t, dir, "exit")
	if last := watch(t, dir); last != "" {
		t.Errorf("a crash is told: %s", last)
	}
}

func TestACutFirstLineIsNoCrash(t *testing.T) {
	for _, left := range []string{"", "restante te"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, logFile), []byte(left), 0o600); err != nil {
			t.Fatal(err)
		}
		if last := watch(t, dir); last != "" {
			t.Errorf("%q is told as a crash", left)
		}
	}
}

func TestAFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Watch(filepath.Join(file, "below"), "restante test"); err == nil {
		t.Error("no error")
	}
}
