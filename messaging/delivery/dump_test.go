package delivery

import (
	"database/sql"

	"restante/node/vault"
)

// dumped is what a table held.
type dumped struct {
	name    string
	columns int
	rows    [][]any
}

// dump copies tables as a thief does, or somebody who copies a data folder.
func (s *side) dump(names ...string) (all []dumped) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		for _, name := range names {
			rows, err := tx.Query(`SELECT * FROM ` + name)
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			t := dumped{name: name, columns: len(columns)}
			t.rows, err = vault.Collect("dumping", rows, nil, func(r *sql.Rows) ([]any, error) {
				values, into := make([]any, t.columns), make([]any, t.columns)
				for i := range values {
					into[i] = &values[i]
				}
				return values, r.Scan(into...)
			})
			if err != nil {
				return err
			}
			all = append(all, t)
		}
		return nil
	})
	return all
}

// restore puts tables back as they were.
func (s *side) restore(all []dumped) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error {
		for _, t := range all {
			if _, err := tx.Exec(`DELETE FROM ` + t.name); err != nil {
				return err
			}
			for _, row := range t.rows {
				for i, v := range row {
					if b, ok := v.([]byte); ok && len(b) == 0 {
						row[i] = []byte{} // none would be NULL
					}
				}
				marks := "?"
				for range t.columns - 1 {
					marks += ", ?"
				}
				if _, err := tx.Exec(`INSERT INTO `+t.name+` VALUES (`+marks+`)`, row...); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
