package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkReady times a start of `serve` on a used folder, from exec to the line
// that says it is ready.
func BenchmarkReady(b *testing.B) {
	bin, err := built()
	if err != nil {
		b.Fatal(err)
	}
	m := newMachine(b, bin, b.TempDir(), "alice", "serve", "--listen", freeAddr(b), "--listen", "/ip4/127.0.0.1/udp/0/quic-v1")
	m.mustStart()
	m.stop()
	var total time.Duration
	for b.Loop() {
		began := time.Now()
		m.mustStart()
		total += time.Since(began)
		m.stop()
	}
	b.ReportMetric(float64(total.Milliseconds())/float64(b.N), "ready-ms")
}

// BenchmarkIdle measures `serve` with three push nodes when nothing happens:
// memory, and the share of a core over idleTime.
func BenchmarkIdle(b *testing.B) {
	const idleTime = 20 * time.Second
	bin, err := built()
	if err != nil {
		b.Fatal(err)
	}
	root := b.TempDir()
	args := []string{"--listen", freeAddr(b), "--listen", "/ip4/127.0.0.1/udp/0/quic-v1"}
	alice := newMachine(b, bin, root, "alice", "serve", args...)
	for i := range 3 {
		node := newMachine(b, bin, root, fmt.Sprint("node", i), "push", "--listen", freeAddr(b))
		node.mustStart()
		alice.args = append(alice.args, "--push-node", node.ready.Addrs[0])
	}
	alice.mustStart()
	alice.registered()
	for b.Loop() {
		<-time.After(idleTime / 2)
		before := cpuTime(b, alice)
		<-time.After(idleTime)
		used := cpuTime(b, alice) - before
		b.ReportMetric(100*used.Seconds()/idleTime.Seconds(), "core-%")
		b.ReportMetric(rss(b, alice), "rss-MB")
	}
}

func procFile(b *testing.B, m *machine, name string) string {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", m.cmd.Process.Pid, name))
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

// cpuTime is user and system time; the kernel counts it in hundredths.
func cpuTime(b *testing.B, m *machine) time.Duration {
	b.Helper()
	_, rest, _ := strings.Cut(procFile(b, m, "stat"), ") ")
	f := strings.Fields(rest)
	user, err := strconv.Atoi(f[11])
	if err != nil {
		b.Fatal(err)
	}
	system, err := strconv.Atoi(f[12])
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

func rss(b *testing.B, m *machine) float64 {
	b.Helper()
	_, rest, _ := strings.Cut(procFile(b, m, "status"), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1024
}
