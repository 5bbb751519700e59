package self

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

// BenchmarkPut puts 8 KiB blocks, in turns with the least that makes a file durable:
// write, fsync, rename, fsync of the folder. Who comes first changes, since the second
// finds the disk's journal awake. The ratio is of the medians.
func BenchmarkPut(b *testing.B) {
	d, bare := open(b, folder(b, b.TempDir())), b.TempDir()
	var ours, least []time.Duration
	for b.Loop() {
		block := make([]byte, 8<<10)
		_, _ = rand.Read(block) // never fails
		r := depot.Ref{Name: depot.NewName(), CID: ipfs.CID(block)}
		put := func() {
			ours = append(ours, took(b, func() error { _, err := d.Put(b.Context(), r, block); return err }))
		}
		file := func() { least = append(least, took(b, func() error { return write(bare, r.Name, block) })) }
		if len(ours)%2 == 0 {
			put()
			file()
		} else {
			file()
			put()
		}
	}
	put, file := median(ours), median(least)
	b.ReportMetric(put, "put-µs")
	b.ReportMetric(file, "file-µs")
	b.ReportMetric(put/file, "ratio")
	b.ReportMetric(0, "ns/op")
}

func took(b *testing.B, do func() error) time.Duration {
	start := time.Now()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func median(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Nanoseconds()) / 1e3
}

// write is a durable file and nothing else.
func write(dir, name string, data []byte) error {
	temp := filepath.Join(dir, hex.EncodeToString([]byte(name[:8])))
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(dir, name)); err != nil {
		return err
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}
