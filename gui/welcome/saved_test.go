package welcome

import (
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/names"
	"restante/node/backup"
)

// toSaved goes to the backup, for which the desk has a file.
func (d *desk) toSaved() {
	d.key(fyne.KeyUp)
	d.enter()
}

// TestABackupBringsEverythingBack asks for no name and no push node: they are in it.
func TestABackupBringsEverythingBack(t *testing.T) {
	d := newDesk(t)
	d.toSaved()
	d.wantsStep("Your backup")
	d.Next()
	d.wants("Please choose the file of the backup.")
	d.press("Choose the file")
	d.wants("restante-2026-05-12.age")
	d.Next()
	d.wants("Please type the passphrase of the backup.")
	d.enter("four")
	d.wants("This passphrase does not open the backup.")
	d.wantsStep("Your backup")
	d.enter(" words of mine")
	d.wantsStep("How this computer unlocks")
	d.wants("This is the backup of Elena Costa, made on 12 May 2026.")
	d.wants("Start Restante")
	d.key(fyne.KeyEscape)
	d.wantsStep("Your backup")
	d.enter() // it was looked into already
	if d.looked != 2 {
		t.Errorf("it was looked into %d times", d.looked)
	}
	d.enter()
	d.enter("three ducks", "three ducks")
	want := Choices{Guard: ByPassphrase, Passphrase: "three ducks", Backup: "/media/usb/restante-2026-05-12.age", BackupPassphrase: "four words of mine"}
	if len(d.opened) != 1 || d.opened[0].Backup != want.Backup || d.opened[0].BackupPassphrase != want.BackupPassphrase ||
		d.opened[0].Passphrase != want.Passphrase || d.opened[0].Guard != want.Guard || d.opened[0].Words != "" || d.opened[0].Name != "" {
		t.Errorf("chosen was %+v", d.opened)
	}
}

// What is wrong with a backup shows only when it is read to its end.
func TestADamagedBackupIsNamed(t *testing.T) {
	d := newDesk(t)
	d.toSaved()
	d.press("Choose the file")
	d.enter("four words of mine")
	d.key(fyne.KeyRight)
	d.fail = &backup.DamagedError{Part: "restante.db"}
	d.enter()
	d.wants("The backup is damaged, in its part “restante.db”. Nothing was taken from it.")
}

// Whoever goes without a name is known by their address.
func TestABackupWithoutAName(t *testing.T) {
	id := guitest.ID("nobody")
	s := &saved{about: backup.About{Peer: id.String(), Made: guitest.Now}}
	if want := "This is the backup of " + names.Short(id) + ", made on 21 Nov 2026."; s.found() != want {
		t.Errorf("it says %q, want %q", s.found(), want)
	}
}

// look is what a backup says of itself.
func (d *desk) look(path, passphrase string) (backup.About, error) {
	d.looked++
	if passphrase != "four words of mine" {
		return backup.About{}, backup.ErrPassphrase
	}
	return backup.About{Name: "Elena Costa", Made: guitest.Now.AddDate(0, -6, -9)}, nil
}
