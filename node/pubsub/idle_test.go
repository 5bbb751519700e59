//go:build unix

package pubsub

import (
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// BenchmarkIdle is what relayed topics cost while nothing is published: CPU time
// of the process in a second, and memory of both hosts:
//
//	go test -bench Idle ./node/pubsub
func BenchmarkIdle(b *testing.B) {
	for _, topics := range []int{0, 1000, maxTopics - 1} {
		b.Run(fmt.Sprint(topics), func(b *testing.B) {
			before := heap()
			push, user := local(b, nil), local(b, nil)
			for i := range topics {
				push.relay(longName(i))
			}
			push.relay(mail)
			meet(b, user, push)
			const watched = 3 * time.Second
			for b.Loop() {
				start := cpu()
				<-time.After(watched)
				b.ReportMetric(float64((cpu()-start).Microseconds())/watched.Seconds(), "cpu-µs/s")
			}
			b.ReportMetric(float64(heap()-before)/(1<<20), "MiB")
			runtime.KeepAlive(push)
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
