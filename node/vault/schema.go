package vault

import (
	"fmt"
	"io/fs"
)

// A Schema is one package's part of the database: the files schema/01.sql,
// schema/02.sql, ... in FS, applied in order and each exactly once. Name is the
// package's name; its version is the number of the last file applied.
type Schema struct {
	Name string
	FS   fs.FS
}

// A step is one file of one package's schema that is still to be applied.
type step struct {
	name    string
	version int
	script  string
}

func (s step) String() string { return fmt.Sprintf("%s-%02d", s.name, s.version) }

// pending lists the files to apply in order. It refuses a database with parts
// that this program does not know: an older program would work on it without
// them, and leave it in a state that the newer one does not expect.
func pending(schemas []Schema, have map[string]int) ([]step, error) {
	var steps []step
	known := make(map[string]bool)
	for _, s := range schemas {
		if known[s.Name] {
			return nil, fmt.Errorf("schema %q is given twice", s.Name)
		}
		known[s.Name] = true
		scripts, err := s.scripts()
		if err != nil {
			return nil, err
		}
		if have[s.Name] > len(scripts) {
			return nil, fmt.Errorf("%w: %s is at %d, this program knows %d", ErrNewer, s.Name, have[s.Name], len(scripts))
		}
		for i := have[s.Name]; i < len(scripts); i++ {
			steps = append(steps, step{s.Name, i + 1, scripts[i]})
		}
	}
	for name := range have {
		if !known[name] {
			return nil, fmt.Errorf("%w: it has tables of %q", ErrNewer, name)
		}
	}
	return steps, nil
}

// scripts reads schema/01.sql, schema/02.sql, ... There must be no gap.
func (s Schema) scripts() ([]string, error) {
	files, err := fs.Glob(s.FS, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("schema %q has no files", s.Name)
	}
	scripts := make([]string, len(files))
	for i := range files {
		b, err := fs.ReadFile(s.FS, fmt.Sprintf("schema/%02d.sql", i+1))
		if err != nil {
			return nil, fmt.Errorf("schema %q: %w", s.Name, err)
		}
		scripts[i] = string(b)
	}
	return scripts, nil
}
