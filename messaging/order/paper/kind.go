package paper

// Kind is which of a merchant's papers one is.
type Kind uint8

const (
	Invoice     Kind = iota + 1
	PackingSlip      // one a page
	PickList         // one list over many orders
	CreditNote       // for money that went back
)
