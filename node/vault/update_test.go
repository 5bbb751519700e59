package vault_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

var errTest = errors.New("test")

func TestUpdateThenView(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	add(t, v, "hello")
	var body string
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT body FROM notes`).Scan(&body)
	})
	if err != nil || body != "hello" {
		t.Fatalf("View = %q, %v", body, err)
	}
}

func TestErrorRollsBack(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
		tx.AfterCommit(func() { t.Error("AfterCommit ran without a commit") })
		return errors.Join(insert(tx, "gone"), errTest)
	})
	if !errors.Is(err, errTest) {
		t.Errorf("Update = %v, want the function's error", err)
	}
	wantCount(t, v, 0)
	add(t, v, "next") // the connection is in order
}

func TestPanicRollsBack(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	func() {
		defer func() {
			if recover() != errTest {
				t.Error("the panic did not come through")
			}
		}()
		v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
			tx.AfterCommit(func() { t.Error("AfterCommit ran without a commit") })
			insert(tx, "gone")
			panic(errTest)
		})
	}()
	wantCount(t, v, 0)
	add(t, v, "next")
}

func TestAfterCommitRunsInOrder(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	var got []int
	err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
		tx.AfterCommit(func() { got = append(got, 1, count(t, v)) })
		tx.AfterCommit(func() { got = append(got, 2); add(t, v, "from a hook") })
		return insert(tx, "hello")
	})
	if err != nil || !slices.Equal(got, []int{1, 1, 2}) {
		t.Errorf("hooks left %v, error %v", got, err)
	}
	wantCount(t, v, 2)
}

func TestCommitFailureRollsBack(t *testing.T) {
	const parent = `CREATE TABLE owner (id INTEGER PRIMARY KEY) STRICT;
		CREATE TABLE notes (body TEXT, owner INTEGER REFERENCES owner DEFERRABLE INITIALLY DEFERRED) STRICT;`
	v := vaulttest.New(t, notes(parent))
	err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
		tx.AfterCommit(func() { t.Error("AfterCommit ran without a commit") })
		_, err := tx.Exec(`INSERT INTO notes VALUES ('orphan', 7)`)
		return err
	})
	if err == nil {
		t.Error("a commit that breaks a foreign key went through")
	}
	wantCount(t, v, 0)
	add(t, v, "next")
}

func TestViewCannotWrite(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		if err := insert(tx, "x"); err == nil {
			t.Error("Exec in a View went through")
		}
		rows, err := tx.Query(`INSERT INTO notes (body) VALUES ('x') RETURNING id`)
		if err == nil {
			rows.Close()
		}
		return err
	})
	if err == nil {
		t.Error("a Query in a View has written")
	}
	wantCount(t, v, 0)
}

func TestViewIsASnapshot(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	add(t, v, "before")
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		var first, second int
		if err := tx.QueryRow(`SELECT count(*) FROM notes`).Scan(&first); err != nil {
			return err
		}
		add(t, v, "meanwhile")
		if err := tx.QueryRow(`SELECT count(*) FROM notes`).Scan(&second); err != nil {
			return err
		}
		if first != 1 || second != 1 {
			t.Errorf("a view saw %d notes, then %d; want 1 both times", first, second)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantCount(t, v, 2)
}

// A function that ends the transaction behind the vault's back, as SQLite itself
// does on some errors, must not go on in pieces.
func TestNothingIsWrittenOutsideTheTransaction(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	for _, end := range []string{`ROLLBACK`, `COMMIT`} {
		err := v.Update(t.Context(), "note add", func(tx *vault.Tx) error {
			insert(tx, "first half")
			tx.Exec(end)
			if err := insert(tx, "second half"); err == nil {
				t.Errorf("after %s a write went through", end)
			}
			return nil
		})
		if err == nil {
			t.Errorf("Update succeeded although %s ended it early", end)
		}
		wantCount(t, v, 0)
	}
	add(t, v, "next")
}

func TestCancelledBeforeCommit(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	ctx, cancel := context.WithCancel(t.Context())
	err := v.Update(ctx, "note add", func(tx *vault.Tx) error {
		defer cancel()
		return insert(tx, "x")
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Update = %v, want that it was cancelled", err)
	}
	wantCount(t, v, 0)
}

func TestCancelledViewLeavesTheVaultUsable(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	for range 10 { // more often than there are connections
		ctx, cancel := context.WithCancel(t.Context())
		err := v.View(ctx, func(tx *vault.Tx) error {
			cancel()
			var n int
			return tx.QueryRow(`SELECT count(*) FROM notes`).Scan(&n)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("View = %v, want that it was cancelled", err)
		}
	}
	wantCount(t, v, 0)
}

func TestUpdateInsideUpdate(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	err := v.Update(t.Context(), "outer", func(tx *vault.Tx) error {
		return v.Update(tx.Context(), "inner", func(*vault.Tx) error { return nil })
	})
	if err == nil {
		t.Error("an Update inside an Update did not fail")
	}
}

func TestConcurrentUpdates(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				add(t, v, "x")
				count(t, v)
			}
		})
	}
	wg.Wait()
	wantCount(t, v, 80)
}

// The same query may run again while its rows are still open.
func TestNestedQuery(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	add(t, v, "a", "b", "c")
	const query = `SELECT body FROM notes ORDER BY id`
	var got string
	err := v.View(t.Context(), func(tx *vault.Tx) error {
		outer, err := tx.Query(query)
		for err == nil && outer.Next() {
			var o string
			if err = outer.Scan(&o); err != nil {
				return err
			}
			inner, err := tx.Query(query) // left open: the end of the view closes it
			if err != nil {
				return err
			}
			var i string
			inner.Next()
			if err := inner.Scan(&i); err != nil {
				return err
			}
			got += o + i
		}
		return err
	})
	if err != nil || got != "aabaca" {
		t.Errorf("nested queries gave %q, %v", got, err)
	}
	closeVault(t, v) // waits for nothing
}

func TestClosedVault(t *testing.T) {
	v := vaulttest.New(t, notes(notes1))
	closeVault(t, v)
	nothing := func(*vault.Tx) error { return nil }
	if err := v.View(t.Context(), nothing); !errors.Is(err, vault.ErrClosed) {
		t.Errorf("View = %v, want ErrClosed", err)
	}
	if err := v.Update(t.Context(), "x", nothing); !errors.Is(err, vault.ErrClosed) {
		t.Errorf("Update = %v, want ErrClosed", err)
	}
	closeVault(t, v)
}

// Under a virtual clock the vault neither stops the clock nor stays behind: the
// bubble fails if a goroutine is left when it ends.
func TestInsideABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := vaulttest.New(t, notes(notes1))
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				<-time.After(time.Hour)
				add(t, v, "x")
			})
		}
		wg.Wait()
		wantCount(t, v, 20)
	})
}
