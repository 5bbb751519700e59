package vault

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"
)

const (
	checkpointEvery = 4 << 20  // bytes written to the log between two checkpoints
	logKeptBytes    = 8 << 20  // the -wal file is cut to this; growing it costs a commit more than writing over it
	logLimit        = 32 << 20 // from here on commits wait for the readers that hold the log up

	// emptyEvery is how long what was overwritten in the database may still be read in the log,
	// by somebody who has its key, unless a view is longer: the state of a conversation of an
	// hour ago opens what was said since
	emptyEvery = time.Hour

	// how long they wait: a View in which an Update is called would otherwise
	// wait for itself
	readersWaitMS = 1000
)

// A checkpointer copies what the log holds into the database, so that the log
// begins anew. SQLite would do it within whichever commit finds the log long,
// which that one's caller would have to wait for. Here most of it happens beside
// the commits, and only what they added meanwhile keeps the next one waiting.
type checkpointer struct {
	db     *database
	writer *pool
	log    *slog.Logger
	limit  int64 // logLimit

	begun   atomic.Int64 // how much had been logged when the last checkpoint began
	emptied int64        // and when the log was cut to nothing
	due     chan struct{}
	stop    context.CancelFunc
	done    chan struct{}
}

// startCheckpointer counts a log that a crash has left as written already:
// otherwise it would grow for as long as every run ends in one.
func startCheckpointer(d *database, writer *pool, log *slog.Logger, leftOver int64) *checkpointer {
	ctx, stop := context.WithCancel(context.Background())
	c := &checkpointer{
		db: d, writer: writer, log: log, limit: logLimit,
		due: make(chan struct{}, 1), stop: stop, done: make(chan struct{}),
	}
	c.begun.Store(-leftOver)
	c.emptied = -leftOver
	go c.run(ctx)
	return c
}

// sizeOfLog looks at a log without opening it.
func sizeOfLog(path string) int64 {
	info, err := os.Lstat(path + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}

// committed is called after each commit.
func (c *checkpointer) committed() {
	if c.db.vfs.Logged()-c.begun.Load() < checkpointEvery {
		return
	}
	select {
	case c.due <- struct{}{}:
	default:
	}
}

// close waits for the checkpoint under way. SQLite makes the last one itself,
// when the last connection is closed.
func (c *checkpointer) close() {
	c.stop()
	<-c.done
}

func (c *checkpointer) run(ctx context.Context) {
	defer close(c.done)
	hour := time.NewTicker(emptyEvery)
	defer hour.Stop()
	for {
		work := c.checkpoint
		select {
		case <-c.due:
		case <-hour.C:
			work = c.empty
		case <-ctx.Done():
			return
		}
		if err := work(ctx); err != nil && ctx.Err() == nil {
			c.log.Warn("copying the log into the database failed; it will be tried again", "error", explain(err))
		}
	}
}

func (c *checkpointer) checkpoint(ctx context.Context) error { return c.copy(ctx, c.finish) }

// copy copies what the log holds beside the commits, and leaves the rest to f, between two.
func (c *checkpointer) copy(ctx context.Context, f func(*conn) error) (err error) {
	c.begun.Store(c.db.vfs.Logged())
	conn, err := c.db.connect(ctx, 0, fmt.Sprintf("PRAGMA busy_timeout=%d", readersWaitMS))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.close()) }()
	if _, err := copyLog(conn, "PASSIVE"); err != nil {
		return err
	}
	return c.between(ctx, func() error { return f(conn) })
}

// between runs f between two updates.
func (c *checkpointer) between(ctx context.Context, f func() error) error {
	w, err := c.writer.take(ctx)
	if err != nil {
		return err
	}
	defer c.writer.put(w)
	return f()
}

// finish copies what was committed meanwhile, if anything:
// a log begins anew with an update that finds it copied to its end. Where readers
// need old parts of it that takes another time, unless the log is too long by now.
func (c *checkpointer) finish(conn *conn) error {
	log, err := copyLog(conn, "PASSIVE")
	if err != nil || log.size < c.limit {
		return err
	}
	if log, err = copyLog(conn, "RESTART"); err == nil && log.busy {
		c.log.Warn("a long view keeps the log from being reused", "bytes", log.size)
	}
	return err
}

// empty copies the log and cuts it to nothing, unless nothing was logged since it was.
func (c *checkpointer) empty(ctx context.Context) error {
	if c.db.vfs.Logged() == c.emptied {
		return nil
	}
	return c.copy(ctx, c.cut)
}

// cut does so. A long view keeps the log for another time.
func (c *checkpointer) cut(conn *conn) error {
	log, err := copyLog(conn, "TRUNCATE")
	switch {
	case err != nil:
		return err
	case log.busy:
		c.log.Warn("a long view keeps the log from being emptied", "bytes", log.size)
	default:
		c.emptied = c.db.vfs.Logged()
	}
	return nil
}

// A logState is what SQLite tells after a checkpoint.
type logState struct {
	busy bool  // readers did not leave in time
	size int64 // of the log, in bytes
}

func copyLog(c *conn, how string) (logState, error) {
	var busy, frames, copied int64
	row := c.c.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint("+how+")")
	if err := row.Scan(&busy, &frames, &copied); err != nil {
		return logState{}, err
	}
	return logState{busy != 0, frames * pageSize}, nil
}
