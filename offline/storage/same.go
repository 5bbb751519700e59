package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"restante/node/vault"
	"restante/offline/provider/depot"
)

// Errors of what is, or is not, the place of an account.
var (
	ErrSame      = errors.New("this place is connected already: choose “Connect again” at the account that has it")
	ErrElsewhere = errors.New("this is another place than the account’s: add another account for it")
)

// whereTo is the place that settings lead to; the zero Where if that is not known.
func (s *Storage) whereTo(ctx context.Context, k depot.Kind, settings depot.Settings) (w depot.Where, err error) {
	if k.Where == nil {
		return w, nil
	}
	ctx, done := context.WithTimeout(ctx, tryLimit)
	defer done()
	return k.Where(ctx, settings, s.Deps)
}

// unlike refuses a place that another account than id leads to.
func unlike(tx *vault.Tx, id, kind string, w depot.Where) error {
	var title string
	found, err := tx.One("looking for the same place", `SELECT title FROM account WHERE kind = ? AND place = ? AND holder = ? AND place <> '' AND id <> ?`,
		[]any{kind, w.Place, w.Holder, id}, &title)
	if found {
		err = fmt.Errorf("%w (%s)", ErrSame, title)
	}
	return err
}

// unowned refuses a depot where blocks of another account are listed: it is the same
// place under another name. One that cannot be listed is never swept either.
func (s *Storage) unowned(ctx context.Context, d depot.Depot) error {
	ctx, done := context.WithTimeout(ctx, tryLimit)
	defer done()
	all, err := listMine(ctx, d, s.mine())
	if err != nil || len(all) == 0 {
		return ctx.Err()
	}
	return s.Vault.View(ctx, func(tx *vault.Tx) error {
		owners, err := s.Outbox.Owners(tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(e depot.Ref) bool { _, owned := owners[e.Name]; return owned })
		if i < 0 {
			return nil
		}
		r, err := readRow(tx, owners[all[i].Name])
		if err != nil && !errors.Is(err, ErrUnknown) { // one that was left has no name any more
			return err
		}
		return fmt.Errorf("%w (%s)", ErrSame, r.Title)
	})
}

// stays refuses settings that lead away from the place of an account: what lies there
// would never be removed, and contacts go on leaving mail there.
func (s *Storage) stays(ctx context.Context, r row, k depot.Kind, with depot.Settings) (at depot.Where, err error) {
	for _, f := range k.Fields {
		v, given := with[f.Name]
		if f.Place && given && strings.TrimSpace(v) != strings.TrimSpace(r.settings[f.Name]) {
			return at, fmt.Errorf("%w (%s)", ErrElsewhere, f.Label)
		}
	}
	settings := maps.Clone(r.settings)
	maps.Copy(settings, with)
	if at, err = s.whereTo(ctx, k, settings); err == nil && at.Place != r.place {
		err = ErrElsewhere
	}
	return at, err
}
