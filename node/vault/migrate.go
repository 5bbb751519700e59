package vault

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

const createVersions = `CREATE TABLE IF NOT EXISTS vault_schema (
	name    TEXT PRIMARY KEY,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID`

// applySchemas brings the tables up to date: one transaction for each file, and
// a backup before the first one if there is something to lose.
func (v *Vault) applySchemas(ctx context.Context, schemas []Schema) error {
	have, err := v.versions(ctx)
	if err != nil {
		return err
	}
	steps, err := pending(schemas, have)
	if err != nil {
		return err
	}
	if v.readOnly {
		return refuseOlder(steps)
	}
	if err := v.dropBackups(time.Now().Add(-backupKept)); err != nil {
		return err
	}
	if len(steps) > 0 && len(have) > 0 {
		if err := v.backupBefore(ctx, steps[0]); err != nil {
			return err
		}
	}
	for _, s := range steps {
		if err := v.apply(ctx, s); err != nil {
			return fmt.Errorf("applying schema %v: %w", s, err)
		}
	}
	return nil
}

func refuseOlder(steps []step) error {
	if len(steps) > 0 {
		return fmt.Errorf("%w: it lacks %v", ErrOlder, steps[0])
	}
	return nil
}

// versions reads what is applied already; nothing in a new database.
func (v *Vault) versions(ctx context.Context) (map[string]int, error) {
	have := make(map[string]int)
	err := v.View(ctx, func(tx *Tx) error {
		var name string
		found, err := tx.One("looking for tables", `SELECT name FROM sqlite_schema WHERE name = 'vault_schema'`, nil, &name)
		if err != nil || !found {
			return err
		}
		rows, err := tx.Query(`SELECT name, version FROM vault_schema`)
		applied, err := Collect("reading the versions of tables", rows, err, scanStep)
		for _, s := range applied {
			have[s.name] = s.version
		}
		return err
	})
	return have, err
}

func scanStep(r *sql.Rows) (s step, err error) {
	err = r.Scan(&s.name, &s.version)
	return s, err
}

// apply runs one file and notes its version in the same transaction.
func (v *Vault) apply(ctx context.Context, s step) error {
	return v.Update(ctx, fmt.Sprintf("schema %v", s), func(tx *Tx) error {
		if err := tx.Do("creating the table of versions", createVersions); err != nil {
			return err
		}
		if _, err := tx.conn.c.ExecContext(ctx, s.script); err != nil {
			return err
		}
		err := tx.Do("noting the version", `INSERT INTO vault_schema (name, version) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET version = excluded.version`, s.name, s.version)
		if err != nil {
			return err
		}
		return checkForeignKeys(tx)
	})
}

// checkForeignKeys finds rows that a rebuilt table left without their parent.
func checkForeignKeys(tx *Tx) error {
	var table string
	found, err := tx.One("looking for rows without their parent", `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`, nil, &table)
	if found {
		err = fmt.Errorf("rows of %s refer to rows that are gone", table)
	}
	return err
}
