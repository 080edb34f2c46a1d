;;; homing-account.el --- A mail account as Emacs keeps it  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The library writes an account for Gnus and Message as Lisp (`homing export gnus').  Here it is read, fitted to what is set up
;; already, put into force, and kept in a file for each account.  Servers and ways to sign in are not chosen here.

;;; Code:

(require 'pp)
(require 'seq)
(require 'url-util)

(defgroup homing nil
  "An e-mail address becomes a working mail account."
  :group 'mail
  :prefix "homing-")

(defcustom homing-accounts-directory (locate-user-emacs-file "homing/")
  "Where the accounts that `homing-setup' makes are kept, one file for each."
  :type 'directory
  :group 'homing)

(defvar gnus-select-method)

(defun homing-account-forms (text)
  "Return the forms in TEXT."
  (with-temp-buffer
    (insert text)
    (goto-char (point-min))
    (let (forms)
      (condition-case nil
          (while t (push (read (current-buffer)) forms))
        (end-of-file (nreverse forms))))))

(defun homing-account-main-is-free-p ()
  "Return non-nil if the main method of Gnus is still free."
  (or (not (boundp 'gnus-select-method))
      (memq (car-safe gnus-select-method) '(nil nntp nnnil))))

(defun homing-account--tokens (form)
  "Return FORM, a definition of `homing-tokens', as an addition to it."
  (list `(defvar homing-tokens nil ,(nth 3 form))
        `(dolist (entry ,(nth 2 form))
           (add-to-list 'homing-tokens entry))))

(defun homing-account--method (form address main)
  "Return FORM, the method of Gnus, for ADDRESS; without MAIN besides others."
  (let ((method `(nnimap ,address ,@(cddr (cadr (nth 2 form))))))
    (if main
        (list `(setq gnus-select-method ',method))
      (list `(with-eval-after-load 'gnus
               (add-to-list 'gnus-secondary-select-methods ',method))))))

(defun homing-account--style (form address)
  "Return the style for mail from ADDRESS through the server in FORM."
  (let* ((values (cdr form))
         (user (plist-get values 'smtpmail-smtp-user))
         (way (format "smtp %s %s %s" (plist-get values 'smtpmail-smtp-server) (plist-get values 'smtpmail-smtp-service) user)))
    (unless (string-match-p "[[:space:]]" user) ; the words of the header are told apart by it
      (list `(with-eval-after-load 'gnus-msg
               (add-to-list 'gnus-posting-styles
                            '(,(concat "\\`nnimap\\+" (regexp-quote address) ":") (address ,address) ("X-Message-SMTP-Method" ,way))))))))

(defun homing-account-fit (forms address main)
  "Return FORMS of the account ADDRESS as they are put into force.
MAIN: as the account that Gnus reads first and that mail is sent from."
  (seq-mapcat
   (lambda (form)
     (pcase form
       (`(defvar homing-tokens . ,_) (homing-account--tokens form))
       (`(setq gnus-select-method . ,_) (homing-account--method form address main))
       ((guard main) (list form))
       (`(setq user-mail-address . ,_) nil)
       (`(setq send-mail-function . ,_) (homing-account--style form address))
       (_ (list form))))
   forms))

(defun homing-account-use (forms)
  "Put FORMS into force."
  (dolist (form forms)
    (eval form t)))

(defun homing-account-file (address)
  "Return the file of the account ADDRESS."
  (expand-file-name (concat (url-hexify-string address) ".el") homing-accounts-directory))

(defun homing-account-keep (forms address)
  "Write FORMS of the account ADDRESS into its file, and return that."
  (let ((file (homing-account-file address))
        (print-escape-control-characters t)
        (print-length nil)
        (print-level nil))
    (with-file-modes #o700
      (make-directory homing-accounts-directory t))
    (with-file-modes #o600
      (with-temp-file file
        (insert ";; Made by `homing-setup'.  -*- lexical-binding: t; coding: utf-8 -*-\n")
        (dolist (form forms)
          (insert "\n" (pp-to-string form)))))
    file))

;;;###autoload
(defun homing-load-accounts ()
  "Load the accounts that `homing-setup' has kept."
  (when (file-directory-p homing-accounts-directory)
    (dolist (file (directory-files homing-accounts-directory t "\\.el\\'"))
      (load file nil t t))))

(provide 'homing-account)

;;; homing-account.el ends here
