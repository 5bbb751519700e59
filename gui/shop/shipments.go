package shop

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// shipments are the shipping profiles.
type shipments struct {
	several
	s    *settings
	rows []*shipment
}

// shipment is one profile: a line for each service to some regions.
type shipment struct {
	several
	name, from *widget.Field
	lines      []*service
}

// service is one way to ship to some regions.
type service struct {
	zone                                    string
	regions, name, price, extra, days, most *widget.Field
}

func newShipments(s *settings) *shipments {
	all := &shipments{s: s}
	all.several = newSeveral(s, lang.L("Add a profile"), func() {
		one := all.add(listing.Profile{})
		all.line(one, listing.Zone{}, listing.ShippingService{}, money.Currency{})
	})
	return all
}

func (v *shipments) fill(all []listing.Profile, c money.Currency) {
	for _, p := range all {
		one := v.add(p)
		for _, z := range p.Zones {
			for _, s := range z.Services {
				v.line(one, z, s, c)
			}
		}
	}
}

func (v *shipments) add(p listing.Profile) *shipment {
	one := &shipment{name: widget.NewField(lang.L("Parcel"), "", 36, nil), from: widget.NewField("DE", "", 36, nil)}
	one.name.SetText(p.Name)
	one.from.SetText(p.From)
	one.several = newSeveral(v.s, lang.L("Add a line"), func() { v.line(one, listing.Zone{}, listing.ShippingService{}, money.Currency{}) })
	place := len(v.rows)
	v.rows = append(v.rows, one)
	top := widget.Row(8, widget.Grow(one.name), widget.Label(lang.L("from"), 13), widget.Fixed(64, 36, one.from))
	card := widget.On(widget.Look{Rim: widget.BubbleEdge, Radius: 12}, widget.Pad(12, 14, widget.Col(10, top, one.object, v.s.form.Hold(fmt.Sprintf("shipping[%d]", place), one.name))))
	v.put(v.s, lang.L("Remove the profile"), card, func() {
		v.rows = slices.DeleteFunc(v.rows, func(x *shipment) bool { return x == one })
	})
	return one
}

func (v *shipments) line(in *shipment, z listing.Zone, s listing.ShippingService, c money.Currency) {
	field := func(example, text string) *widget.Field {
		f := widget.NewField(example, "", 36, nil)
		f.SetText(text)
		return f
	}
	amount := func(a money.Amount) string {
		if s.Name == "" {
			return ""
		}
		return price.Local().Plain(c, a)
	}
	l := &service{zone: z.Name, regions: field("DE, AT, US-CA, *", strings.Join(z.Regions, ", ")), name: field(lang.L("Standard"), s.Name),
		price: field("4.90", amount(s.Price)), extra: field("1.00", amount(s.Extra)), days: field("2", number(s.Days.Min)), most: field("4", number(s.Days.Max))}
	in.lines = append(in.lines, l)
	first := widget.RowFill(8, widget.Grow(named(lang.L("Regions"), l.regions)), widget.Grow(named(lang.L("Service"), l.name)))
	second := widget.RowFill(8, widget.Grow(named(lang.L("First piece"), l.price)), widget.Grow(named(lang.L("Each further"), l.extra)),
		widget.Grow(named(lang.L("Days"), widget.Row(6, widget.Grow(l.days), widget.Label("–", 13), widget.Grow(l.most)))))
	in.put(v.s, lang.L("Remove the line"), widget.Col(8, first, second), func() {
		in.lines = slices.DeleteFunc(in.lines, func(x *service) bool { return x == l })
	})
}

// named is a small control under its name.
func named(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Col(3, widget.Caption(name, 11.5).Cut(), o)
}

func (v *shipments) compose(c money.Currency) (all []listing.Profile, err error) {
	for i, one := range v.rows {
		p := listing.Profile{Name: strings.TrimSpace(one.name.Text()), From: strings.ToUpper(strings.TrimSpace(one.from.Text()))}
		for _, l := range one.lines {
			s, err := l.read(c)
			if err != nil {
				return nil, &listing.Invalid{Field: fmt.Sprintf("shipping[%d].zones", i), Why: err}
			}
			p.Zones = l.into(p.Zones, s)
		}
		all = append(all, p)
	}
	return all, nil
}

// read is the service itself.
func (l *service) read(c money.Currency) (s listing.ShippingService, err error) {
	s.Name = strings.TrimSpace(l.name.Text())
	if s.Price, err = readPrice(c, l.price.Text()); err != nil {
		return s, err
	}
	if strings.TrimSpace(l.extra.Text()) != "" {
		if s.Extra, err = amountOf(c, l.extra.Text()); err != nil {
			return s, err
		}
	}
	s.Days, err = readDays("days", l.days, l.most)
	return s, err
}

// into adds the service to the zone of its regions.
func (l *service) into(zones []listing.Zone, s listing.ShippingService) []listing.Zone {
	regions := commas(strings.ToUpper(l.regions.Text()))
	for i := range zones {
		if slices.Equal(zones[i].Regions, regions) {
			zones[i].Services = append(zones[i].Services, s)
			return zones
		}
	}
	return append(zones, listing.Zone{Name: l.zone, Regions: regions, Services: []listing.ShippingService{s}})
}
