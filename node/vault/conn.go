package vault

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// maxStatements bounds the prepared statements that one connection keeps: a few
// kilobytes each. Every query of the program fits; queries that are put
// together at run time and would crowd the cache are prepared each time.
const maxStatements = 160

// A conn is one connection to the database with its prepared statements. It is
// used by one transaction at a time.
type conn struct {
	c     *sql.Conn
	stmts map[string]*statement
	// committing is set around the one COMMIT that may succeed, see guard.
	committing atomic.Bool
}

// A statement is prepared and remembers the rows it returned last: while they
// are open it cannot run a second time.
type statement struct {
	*sql.Stmt
	rows *sql.Rows
}

func (s *statement) busy() bool {
	if s.rows == nil {
		return false
	}
	_, err := s.rows.Columns() // fails once the rows are closed
	return err == nil
}

// prepared returns the cached statement for a query, or nil if it has to be
// run without one.
func (c *conn) prepared(ctx context.Context, query string) (*statement, error) {
	if s, ok := c.stmts[query]; ok {
		if s.busy() {
			return nil, nil
		}
		return s, nil
	}
	if len(c.stmts) >= maxStatements {
		return nil, nil
	}
	stmt, err := c.c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s := &statement{Stmt: stmt}
	c.stmts[query] = s
	return s, nil
}

func (c *conn) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.c.ExecContext(ctx, query, args...)
	}
	return s.ExecContext(ctx, args...)
}

func (c *conn) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.c.QueryContext(ctx, query, args...)
	}
	s.rows, err = s.QueryContext(ctx, args...)
	return s.rows, err
}

func (c *conn) queryRow(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := c.prepared(ctx, query)
	if err != nil || s == nil {
		return c.c.QueryRowContext(ctx, query, args...) // meets the same error again
	}
	return s.QueryRowContext(ctx, args...)
}

// guard lets nothing be committed but by commit. SQLite rolls a transaction
// back by itself when the disk is full or fails; without the guard, a function
// that overlooked the error and went on would then write piece by piece.
func (c *conn) guard() error { return c.setCommitHook(c.commitHook) }

func (c *conn) commitHook() int32 {
	if c.committing.Load() {
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_ERROR // turns the commit into a rollback
}

func (c *conn) setCommitHook(f sqlite.CommitHookFn) error {
	return c.c.Raw(func(driverConn any) error {
		h, ok := driverConn.(sqlite.HookRegisterer)
		if !ok {
			return errors.New("the SQLite driver has no commit hook")
		}
		h.RegisterCommitHook(f)
		return nil
	})
}

func (c *conn) commit(ctx context.Context) error {
	c.committing.Store(true)
	defer c.committing.Store(false)
	_, err := c.exec(ctx, "COMMIT")
	return err
}

// close finalizes the statements and ends the connection.
func (c *conn) close() error {
	for _, s := range c.stmts {
		_ = s.Close() // repeats what its last run failed with
	}
	_ = c.setCommitHook(nil) // the driver keeps hooks in a global table
	return c.c.Close()
}
