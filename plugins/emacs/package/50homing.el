;; What of Homing is there without loading it.  -*- emacs-lisp -*-
(if (not (file-exists-p "/usr/share/emacs/site-lisp/homing/homing.el"))
    (message "Package homing-emacs removed but not purged.  Skipping setup.")
  (debian-pkg-add-load-path-item "/usr/share/emacs/site-lisp/homing")
  (autoload 'homing-setup "homing" "Set up Gnus and Message for a mail address." t)
  (autoload 'homing-verify "homing" "Check a mail account with its live servers." t)
  (autoload 'homing-explain "homing" "Explain an error text." t)
  (autoload 'homing-load-accounts "homing-account" "Load the accounts that `homing-setup' has kept."))
