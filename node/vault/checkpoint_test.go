package vault

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestLongLogIsCopied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := openLog(t, t.TempDir())
		for range 3 {
			grow(t, v, checkpointEvery+1)
			synctest.Wait()
			wantLog(t, v, true)
		}
	})
}

// The bubble fails if Close leaves the checkpoint behind.
func TestCloseDuringCheckpoint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := openLog(t, t.TempDir())
		grow(t, v, checkpointEvery+1)
		for range 2 {
			if err := v.Close(); err != nil {
				t.Error(err)
			}
		}
		if size := sizeOfLog(filepath.Join(v.Dir(), databaseFile)); size != 0 {
			t.Errorf("Close left a log of %d bytes", size)
		}
	})
}

func TestNoCommitCopiesTheLog(t *testing.T) {
	v := openLog(t, t.TempDir())
	v.checkpoints.close()
	before := databaseSize(t, v)
	grow(t, v, 2*checkpointEvery)
	if size := databaseSize(t, v); size != before {
		t.Errorf("the database grew from %d to %d bytes within commits", before, size)
	}
}

// Runs that all end in a crash would otherwise make the log longer and longer.
func TestLogOfACrashCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := openLog(t, t.TempDir())
		grow(t, v, checkpointEvery*3/4)
		rows := countIn(t, v)
		v = openLog(t, copyOf(t, v))
		if n := countIn(t, v); n != rows {
			t.Errorf("%d rows after the crash, want %d", n, rows)
		}
		grow(t, v, checkpointEvery/2)
		synctest.Wait()
		wantLog(t, v, true)
	})
}

// A view keeps its snapshot and holds the log up, until it ends. Commits wait for
// it only where the log is too long, and not for ever.
func TestViewHoldsLogUp(t *testing.T) {
	for name, limit := range map[string]int64{"short": logLimit, "too long": 1} {
		t.Run(name, func(t *testing.T) {
			v := openLog(t, t.TempDir())
			v.checkpoints.close()
			v.checkpoints.limit = limit
			err := v.View(t.Context(), func(tx *Tx) error {
				var before, after int
				if err := tx.QueryRow(`SELECT count(*) FROM m`).Scan(&before); err != nil {
					return err
				}
				grow(t, v, checkpointEvery)
				if err := v.checkpoints.checkpoint(t.Context()); err != nil {
					return err
				}
				wantLog(t, v, false)
				err := tx.QueryRow(`SELECT count(*) FROM m`).Scan(&after)
				if after != before {
					t.Errorf("the view saw %d rows, then %d", before, after)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := v.checkpoints.checkpoint(t.Context()); err != nil {
				t.Fatal(err)
			}
			wantLog(t, v, true)
		})
	}
}

func TestCheckpointsBesideEverything(t *testing.T) {
	v := openLog(t, t.TempDir())
	done := make(chan struct{})
	var beside sync.WaitGroup
	for range 2 {
		beside.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					countIn(t, v)
				}
			}
		})
	}
	beside.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			if err := v.checkpoints.checkpoint(t.Context()); err != nil {
				t.Error(err)
				return
			}
		}
	})
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() { grow(t, v, checkpointEvery/4) })
	}
	writers.Wait()
	close(done)
	beside.Wait()
	rows := countIn(t, v)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if n := countIn(t, openLog(t, v.Dir())); n != rows || n%20 != 0 {
		t.Errorf("%d rows after opening again, want %d", n, rows)
	}
}

// TestACrashLeavesNoLogForLong: it is emptied though nothing was written since.
func TestACrashLeavesNoLogForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := openLog(t, t.TempDir())
		grow(t, v, 1)
		v = openLog(t, copyOf(t, v))
		<-time.After(emptyEvery)
		synctest.Wait()
		if size := sizeOfLog(filepath.Join(v.Dir(), databaseFile)); size != 0 {
			t.Errorf("the log has %d bytes", size)
		}
	})
}

// TestNothingOldStaysInTheLog: what was deleted is gone from the disk within an hour, or
// after the view that held the log up.
func TestNothingOldStaysInTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := openLog(t, t.TempDir())
		path := filepath.Join(v.Dir(), databaseFile)
		hour := func(empty bool) {
			t.Helper()
			<-time.After(emptyEvery)
			synctest.Wait()
			if size := sizeOfLog(path); (size == 0) != empty {
				t.Errorf("the log has %d bytes", size)
			}
		}
		grow(t, v, 1)
		hour(true)
		hour(true)
		grow(t, v, 1)
		ended, leave := make(chan error), make(chan struct{})
		go func() {
			ended <- v.View(t.Context(), func(tx *Tx) error {
				_, err := tx.One("looking", `SELECT count(*) FROM sqlite_schema`, nil, new(int))
				<-leave
				return err
			})
		}()
		synctest.Wait()
		grow(t, v, 1) // which the view does not see
		hour(false)
		close(leave)
		if err := <-ended; err != nil {
			t.Error(err)
		}
		hour(true)
	})
}

// copyOf is what a crash would leave now.
func copyOf(t *testing.T, v *Vault) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{keyFileName, databaseFile, databaseFile + "-wal"} {
		b, err := os.ReadFile(filepath.Join(v.Dir(), name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
