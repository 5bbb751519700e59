package orders

import (
	"fyne.io/fyne/v2/lang"

	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// choice is a filter that can be chosen, with how many orders it chooses.
type choice struct {
	name   string
	filter order.Filter
	count  func(order.Counts) int
}

var (
	closed   = []machine.Stage{machine.Completed, machine.Cancelled, machine.Declined, machine.Refunded, machine.Decided, machine.Failed}
	running  = []machine.Stage{machine.Placed, machine.Confirmed, machine.Paid, machine.PartlyShipped, machine.Shipped, machine.Disputed}
	toShip   = []machine.Stage{machine.Paid, machine.PartlyShipped}
	toDecide = []machine.Stage{machine.Disputed}
)

// stages chooses orders that are so far.
func stages(name string, all ...machine.Stage) choice {
	count := func(c order.Counts) (n int) {
		for _, s := range all {
			n += c.Stages[s]
		}
		return n
	}
	return choice{name, order.Filter{Stages: all}, count}
}

func overdue() choice {
	return choice{lang.L("Overdue"), order.Filter{Overdue: true}, func(c order.Counts) int { return c.Overdue }}
}

func everything() choice {
	count := func(c order.Counts) (n int) {
		for _, x := range c.Stages {
			n += x
		}
		return n
	}
	return choice{lang.L("All"), order.Filter{}, count}
}

// choices are the filters of a side.
func choices(side machine.Role) []choice {
	switch side {
	case machine.Buyer:
		return []choice{stages(lang.L("Current"), running...), stages(lang.L("To pay"), machine.Confirmed),
			stages(lang.L("On the way"), machine.PartlyShipped, machine.Shipped), stages(lang.L("Done"), closed...), everything()}
	case machine.Moderator:
		return []choice{stages(lang.L("To decide"), toDecide...), stages(lang.L("Decided"), machine.Decided), everything()}
	}
	return []choice{stages(lang.L("Current"), running...), stages(lang.L("To confirm"), machine.Placed), stages(lang.L("To ship"), toShip...),
		overdue(), stages(lang.L("Unpaid"), machine.Confirmed), stages(lang.L("Completed"), machine.Completed), everything()}
}
