package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"modernc.org/sqlite"

	"restante/node/vault/encvfs"
)

const (
	databaseFile = "restante.db"

	readers       = 4
	writerCacheKB = 4 << 10
	readerCacheKB = 1 << 10 // each; 8 MiB together with the writer's

	pageSize       = 2 << 10 // a message touches some 15 pages: smaller ones make its commit a fifth faster
	busyTimeoutMS  = 10_000
	journalModeWAL = "PRAGMA journal_mode=WAL"
)

// A database is the SQLite side of a vault: the encrypting VFS and the
// connections made through it.
type database struct {
	vfs *encvfs.VFS
	sql *sql.DB
}

func newDatabase(path string, key []byte, mayCreate bool) (*database, error) {
	vfs, err := encvfs.Register(key)
	if err != nil {
		return nil, err
	}
	connector, err := sqlite.NewConnector(dataSource(path, vfs.Name(), mayCreate))
	if err != nil {
		return nil, errors.Join(err, vfs.Unregister())
	}
	d := &database{vfs: vfs, sql: sql.OpenDB(connector)}
	d.sql.SetMaxIdleConns(-1) // the pools keep the idle ones
	return d, nil
}

// dataSource is the URI of a database file with the settings that every
// connection gets.
func dataSource(path, vfs string, mayCreate bool) string {
	q := url.Values{"vfs": {vfs}, "mode": {"rw"}, "_pragma": {
		fmt.Sprintf("page_size(%d)", pageSize),
		fmt.Sprintf("busy_timeout(%d)", busyTimeoutMS),
		fmt.Sprintf("journal_size_limit(%d)", logKeptBytes),
		"wal_autocheckpoint(0)", // see checkpointer
		"synchronous(FULL)",
		"foreign_keys(1)",
		"temp_store(MEMORY)",
		"secure_delete(1)",
		"trusted_schema(0)",
		"cell_size_check(1)", // finds damage before it is believed
	}}
	if mayCreate {
		q.Set("mode", "rwc")
	}
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// openWriter opens the connection that may commit. Setting the journal mode
// reads the first page, and so finds out whether this is a database at all.
func (d *database) openWriter(ctx context.Context) (*conn, error) {
	c, err := d.connect(ctx, writerCacheKB, journalModeWAL)
	if err != nil {
		return nil, err
	}
	if err := c.guard(); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

func (d *database) openReader(ctx context.Context) (*conn, error) {
	return d.connect(ctx, readerCacheKB, "PRAGMA query_only=1")
}

func (d *database) connect(ctx context.Context, cacheKB int, pragmas ...string) (*conn, error) {
	sc, err := d.sql.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	c := &conn{c: sc, stmts: make(map[string]*statement)}
	// a negative size counts in KiB
	pragmas = append(pragmas, fmt.Sprintf("PRAGMA cache_size=-%d", cacheKB))
	for _, p := range pragmas {
		if _, err := sc.ExecContext(context.WithoutCancel(ctx), p); err != nil {
			return nil, errors.Join(fmt.Errorf("opening the database: %w", err), c.close())
		}
	}
	return c, nil
}

func (d *database) close() error {
	return errors.Join(d.sql.Close(), d.vfs.Unregister())
}

// fileExists never opens the file: a close would drop SQLite's locks on it
// where the platform has no better ones.
func fileExists(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return err == nil
}
