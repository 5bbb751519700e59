package vault

import "context"

// Update runs f in a transaction that may write, and commits it if f returns
// nil. The commit is the durable step called name, such as "chat accept". There
// is one writer at a time; Update waits for its turn or for ctx.
//
// If f returns an error or panics, or the commit fails, nothing of it remains.
// After the commit the functions given to Tx.AfterCommit are called in their
// order on this goroutine.
func (v *Vault) Update(ctx context.Context, name string, f func(*Tx) error) error {
	if v.readOnly {
		return ErrReadOnly
	}
	tx, err := v.update(ctx, name, f)
	if err != nil {
		return explain(err)
	}
	for _, after := range tx.after {
		after()
	}
	return nil
}

// update returns the committed transaction. The connection is free again by
// then, so that a function after the commit may itself begin an Update.
func (v *Vault) update(ctx context.Context, name string, f func(*Tx) error) (*Tx, error) {
	if ctx.Value(inUpdate{}) == v {
		return nil, errNested
	}
	tx, err := begin(context.WithValue(ctx, inUpdate{}, v), v.writer, "BEGIN IMMEDIATE")
	if err != nil {
		return nil, err
	}
	tx.writable = true
	committed := false
	defer func() { end(tx, v.writer, committed) }() // also when f panics
	if err := f(tx); err != nil {
		return nil, err
	}
	if err := tx.commit(name); err != nil {
		return nil, err
	}
	committed = true
	v.checkpoints.committed()
	return tx, nil
}

// View runs f on a snapshot of the database; what is committed meanwhile does
// not show in it. Several views run at the same time and beside an Update.
// Long ones are best cut short: they keep the log file from being reused.
func (v *Vault) View(ctx context.Context, f func(*Tx) error) error {
	tx, err := begin(ctx, v.reader, "BEGIN")
	if err != nil {
		return explain(err)
	}
	defer end(tx, v.reader, false)
	return explain(f(tx))
}

func begin(ctx context.Context, p *pool, how string) (*Tx, error) {
	c, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := c.exec(context.WithoutCancel(ctx), how); err != nil {
		p.drop(c)
		return nil, err
	}
	return &Tx{ctx: ctx, conn: c}, nil
}

// end gives the connection back, without a transaction open on it.
func end(tx *Tx, p *pool, committed bool) {
	if committed || tx.rollback() {
		p.put(tx.conn)
		return
	}
	p.drop(tx.conn)
}
