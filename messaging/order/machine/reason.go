package machine

// Reason is why an event has no effect, or may not be made. It is an error for people.
type Reason string

func (r Reason) Error() string { return string(r) }

// All reasons.
const (
	NotHere         Reason = "the order is not here"
	NotYours        Reason = "this is for somebody else to say"
	NotCalled       Reason = "the moderator was not called"
	Beside          Reason = "its author said something else in the same place"
	Overtaken       Reason = "the merchant confirmed the order at the same time"
	NotTaken        Reason = "the merchant could not take the order"
	Over            Reason = "the order is over"
	NotConfirmed    Reason = "the order is not confirmed"
	IsConfirmed     Reason = "the order is confirmed already"
	InDispute       Reason = "the moderator has to decide first"
	IsDecided       Reason = "the moderator has decided"
	NoModerator     Reason = "the order names no moderator"
	NoDispute       Reason = "there is no dispute"
	HasClaim        Reason = "there is a claim already"
	NothingYet      Reason = "nothing was agreed on or paid yet"
	NothingHeld     Reason = "there is nothing to pay back"
	TooMuchBack     Reason = "more would go back than came"
	TooMuchMoney    Reason = "the amounts are too large"
	SamePayment     Reason = "this payment is known already"
	WrongShares     Reason = "the shares are not what there is to share"
	NotNoted        Reason = "the buyer has not said to have paid that"
	IsPaid          Reason = "the order is paid"
	TooEarly        Reason = "it is too early for that"
	SomethingSent   Reason = "something was sent already"
	NothingSent     Reason = "nothing was sent yet"
	NotAllSent      Reason = "not all of it was sent"
	NothingLeft     Reason = "nothing is left to be sent"
	NoSuchLine      Reason = "the order has no such line"
	WrongLine       Reason = "the line is not sent that way"
	TooMuchSent     Reason = "more than was ordered"
	IsCompleted     Reason = "the order is completed"
	IsRated         Reason = "it is rated already"
	NoRating        Reason = "there is no such rating"
	IsReplied       Reason = "there is a reply already"
	TooLate         Reason = "the time to return has passed"
	NothingBack     Reason = "nothing is left to be returned"
	TooMuchReturned Reason = "more would come back than there is to return"
	NoReturn        Reason = "there is no such return"
	IsAnswered      Reason = "the return is answered already"
	NotAllowed      Reason = "the return was not allowed"
	TooMany         Reason = "this order holds no more events of one person"
)
