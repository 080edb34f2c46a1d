;;; homing.el --- An e-mail address becomes a mail account  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: MIT
;; Version: 1.0.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: mail
;; URL: https://homing.example/

;;; Commentary:

;; Type an address (M-x homing-setup), and Gnus and Message are set up for it: whose mailbox it is, which servers, and how people sign in
;; there today.  M-x homing-verify checks an account with its live servers, and M-x homing-explain tells what an error means, who can
;; mend it, and how.  A dynamic module asks libhoming.  Passwords stay in auth-source, and tokens come from `homing token'.

;;; Code:

(require 'auth-source)
(require 'homing-account)
(require 'homing-report)
(require 'seq)

(define-error 'homing-error "Homing")
(require 'homing-module)

(declare-function homing-module-explain "homing-module")
(declare-function homing-module-export "homing-module")
(declare-function homing-module-resolve "homing-module")
(declare-function homing-module-session "homing-module")
(declare-function homing-module-verify "homing-module")

(defcustom homing-options nil
  "Options of the library, a list of (NAME . VALUE); `homing options' lists them."
  :type '(alist :key-type string :value-type string)
  :group 'homing)

(defcustom homing-wishes nil
  "What is to be otherwise than the settings say, a list of (NAME . VALUE).
Names are those of homing_account_set in homing.h, such as \"method\"."
  :type '(alist :key-type string :value-type string)
  :group 'homing)

(defvar homing--session nil "The options with which the session was made, and the session.")

(defun homing--key-file ()
  "Return the file in which `homing login' has the key of its sign-ins."
  (or (getenv "HOMING_STORE_KEY_FILE")
      (expand-file-name "homing/store.key" (or (getenv "XDG_CONFIG_HOME") "~/.config"))))

(defun homing--session ()
  "Return the session, made with `homing-options'."
  (let ((options `(("store.key_file" . ,(homing--key-file)) ,@homing-options))) ; the later one counts
    (unless (equal (car homing--session) options)
      (setq homing--session (cons options (homing-module-session options))))
    (cdr homing--session)))

(defun homing--finish (job)
  "Wait for JOB and return its document; \\[keyboard-quit] ends it."
  (let (ended)
    (unwind-protect
        (progn
          (while (not (setq ended (homing-module-run job 100))))
          (homing-report-read (homing-module-document job)))
      (unless ended
        (homing-module-cancel (homing-module-number job))
        (ignore-errors (homing-module-run job 0))))))

(defun homing--read-address ()
  "Ask for a mail address."
  (read-string "Mail address: " (and (stringp user-mail-address) user-mail-address)))

;;; Setting up

(defun homing--export (address)
  "Return the account of ADDRESS for Gnus, as Lisp, and notes."
  (let-alist (homing--finish (homing-module-export (homing--session) address homing-wishes "gnus"))
    (unless (equal .outcome "written")
      (signal 'homing-error (list .why_not)))
    (cons (alist-get 'text (car .files))
          ;; How to load it is told by `homing-setup', which keeps it elsewhere.
          (seq-remove (apply-partially #'string-match-p (regexp-quote "(load ")) .notes))))

(defun homing-set-up-account (address main &optional keep)
  "Set up Gnus and Message for ADDRESS, and return what is left to be done.
MAIN: as the account that Gnus reads first and that mail is sent from.
KEEP: also write it into its file (see `homing-load-accounts')."
  (let* ((export (homing--export address))
         (forms (homing-account-fit (homing-account-forms (car export)) address main)))
    (homing-account-use forms)
    (if keep
        (cons (format "It is kept in %s; have your init file say: (homing-load-accounts)" (homing-account-keep forms address))
              (cdr export))
      (cdr export))))

;;;###autoload
(defun homing-setup (address)
  "Set up Gnus and Message for ADDRESS: show what was found, ask, and do it."
  (interactive (list (homing--read-address)))
  (message "Homing looks for %s..." address)
  (let* ((found (homing--finish (homing-module-resolve (homing--session) address)))
         (name (alist-get 'address found))
         (buffer (homing-report-buffer name)))
    (homing-report-add buffer (format "%-10s %s" "Address" name) (homing-report-found found))
    (display-buffer buffer)
    (if (not (or (alist-get 'imap found) (alist-get 'smtp found)))
        (message "Homing found no servers for %s" name)
      (when (y-or-n-p (format "Set up Gnus and Message for %s? " name))
        (homing--set-up-as-wished name buffer)))))

(defun homing--set-up-as-wished (address buffer)
  "Ask how to set up ADDRESS, do it, and tell in BUFFER what is left to be done."
  (let* ((main (or (homing-account-main-is-free-p)
                   (y-or-n-p "Make it the main account, in place of the one that is there? ")))
         (keep (y-or-n-p (format "Keep it in %s? " (homing-account-file address)))))
    (homing-report-add buffer "" (mapcar (apply-partially #'format "%-10s %s" "To do") (homing-set-up-account address main keep)))
    (message "Homing has set up %s" address)))

;;; Checking

(defun homing--password (found)
  "Return the password that auth-source has for the servers in FOUND.
Nil where there is none, or none is taken: then the sign-in counts that
the library keeps."
  (let* ((server (car (or (alist-get 'imap found) (alist-get 'pop3 found) (alist-get 'smtp found))))
         (way (seq-find (lambda (way) (string-prefix-p "password" (alist-get 'method way))) (alist-get 'auth server))))
    (unless (or (member (alist-get 'state way) '(nil "retired"))
                (equal (cdr (assoc "method" homing-wishes)) "oauth2"))
      (let* ((auth-sources (remq 'homing auth-sources)) ; which has tokens
             (port (number-to-string (alist-get 'port server)))
             (entry (car (auth-source-search :host (alist-get 'host server) :user (alist-get 'username server)
                                             :port (list port "imap" "imaps") :max 1)))
             (secret (plist-get entry :secret)))
        (if (functionp secret) (funcall secret) secret)))))

(defun homing--wishes-for (found)
  "Return `homing-wishes' for a check of FOUND: of what Gnus and Message use."
  (if (or (null (alist-get 'imap found)) (assoc "protocols" homing-wishes))
      homing-wishes
    (cons '("protocols" . "imap,smtp") homing-wishes)))

(defun homing--verify-found (buffer found)
  "Check the account FOUND with its servers, told in BUFFER."
  (homing-report-follow buffer (homing-report-found found) "")
  (let* ((address (alist-get 'address found))
         (password (homing--password found))
         (job (homing-module-verify (homing--session) address (homing--wishes-for found) password)))
    (homing-report-watch buffer job
                         (lambda (proof)
                           (homing-report-follow buffer "" (homing-report-verified proof))
                           (message "Homing has checked %s: %s" address (alist-get 'outcome proof))))))

;;;###autoload
(defun homing-verify (address)
  "Check ADDRESS with its live servers; Emacs can be used meanwhile.
Return the buffer that tells each step.
\\[keyboard-quit] there, or killing it, ends the check."
  (interactive (list (homing--read-address)))
  (let ((job (homing-module-resolve (homing--session) address))
        (buffer (homing-report-buffer address)))
    (display-buffer buffer)
    (homing-report-watch buffer job (apply-partially #'homing--verify-found buffer))
    buffer))

;;; Explaining

;;;###autoload
(defun homing-explain (text)
  "Tell what the error TEXT means, who can mend it, and how.
Interactively, the text is the region, or it is asked for."
  (interactive (list (if (use-region-p)
                         (buffer-substring-no-properties (region-beginning) (region-end))
                       (read-string "Error text: "))))
  (let ((document (homing--finish (homing-module-explain (homing--session) text)))
        (buffer (homing-report-buffer "error")))
    (homing-report-add buffer (homing-report-explained document))
    (display-buffer buffer)
    buffer))

(provide 'homing)

;;; homing.el ends here
