package machine

// Stage is how far an order is, in a word.
type Stage uint8

const (
	Unknown       Stage = iota // its first event is not here
	Placed                     // to confirm
	Confirmed                  // waits for money
	Paid                       // to ship
	PartlyShipped              // some of it was sent
	Shipped                    // all of it was sent
	Completed
	Cancelled // by the buyer, or since nobody paid
	Declined
	Refunded // all of it
	Disputed // the moderator has to decide
	Decided
	Failed // the merchant's program could not take it
)

var stageNames = [...]string{
	"unknown", "placed", "confirmed", "paid", "partly shipped", "shipped", "completed", "cancelled", "declined",
	"refunded", "disputed", "decided", "failed",
}

func (s Stage) String() string { return stageNames[min(int(s), len(stageNames)-1)] }

// Over reports whether nobody has to do anything any more, but for paying back.
func (s Stage) Over() bool {
	switch s {
	case Completed, Cancelled, Declined, Refunded, Decided, Failed:
		return true
	}
	return false
}
