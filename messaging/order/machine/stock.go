package machine

// Hold is what an order takes from the stock of one line: pieces that are kept for it,
// pieces that have gone, and of these some that came back and can be sold again. Whoever keeps the stock remembers what an order took, and
// moves the stock by the difference: so each piece is taken, and given back, once.
type Hold struct {
	Line     int // of the terms, from 0
	Reserved uint32
	Gone     uint32
	Back     uint32
}

// Holds is one of each line.
func (s State) Holds() (holds []Hold) {
	for i, l := range s.Lines {
		h := Hold{Line: i, Gone: l.Sent, Back: l.Restocked}
		if s.facts.running() == "" {
			h.Reserved = l.Left()
		}
		holds = append(holds, h)
	}
	return holds
}
