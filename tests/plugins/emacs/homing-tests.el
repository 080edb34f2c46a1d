;;; homing-tests.el --- What homing.el promises, without a network  -*- lexical-binding: t -*-

;;; Code:

(require 'cl-lib)
(require 'ert)
(require 'homing)

(defvar gnus-select-method)
(defvar homing-tokens)

(defun homing-tests-forms (address main)
  "Return the forms of ADDRESS, which the catalogue knows, as MAIN or not."
  (let ((homing-options '(("offline" . "on"))))
    (homing-account-fit (homing-account-forms (car (homing--export address))) address main)))

(ert-deftest homing-a-main-account-is-set-as-it-was-written ()
  (let ((forms (homing-tests-forms "ada@outlook.com" t)))
    (should (member '(setq user-mail-address "ada@outlook.com") forms))
    (should (equal (seq-take (cadr (nth 2 (homing-tests-setting 'gnus-select-method forms))) 2) '(nnimap "ada@outlook.com")))))

(defun homing-tests-setting (variable forms)
  "Return the form of FORMS that sets VARIABLE."
  (seq-find (lambda (form) (and (eq (car form) 'setq) (eq (cadr form) variable))) forms))

(ert-deftest homing-a-second-account-changes-nothing-of-the-first ()
  (let ((forms (homing-tests-forms "ada@outlook.com" nil)))
    (dolist (variable '(user-mail-address gnus-select-method send-mail-function))
      (should-not (homing-tests-setting variable forms)))
    (should (seq-find (lambda (form) (equal (seq-take form 2) '(with-eval-after-load 'gnus))) forms))))

(ert-deftest homing-a-user-name-with-blanks-gets-no-way-out-of-its-own ()
  (should-not (homing-account--style '(setq smtpmail-smtp-server "s" smtpmail-smtp-service 587 smtpmail-smtp-user "a b") "a@x.example"))
  (should (homing-account--style '(setq smtpmail-smtp-server "s" smtpmail-smtp-service 587 smtpmail-smtp-user "a") "a@x.example")))

(ert-deftest homing-the-main-method-is-free-unless-it-reads-mail ()
  (dolist (free '(nil (nntp "news") (nnnil)))
    (let ((gnus-select-method free))
      (should (homing-account-main-is-free-p))))
  (let ((gnus-select-method '(nnimap "x")))
    (should-not (homing-account-main-is-free-p))))

(ert-deftest homing-what-is-kept-is-what-is-read ()
  (let* ((homing-accounts-directory (make-temp-file "homing" t))
         (forms (homing-tests-forms "ada@outlook.com" t))
         (file (homing-account-keep forms "ada@outlook.com")))
    (unwind-protect
        (progn
          (should (= (file-modes file) #o600))
          (should (equal (with-temp-buffer (insert-file-contents file) (homing-account-forms (buffer-string))) forms)))
      (delete-directory homing-accounts-directory t))))

(ert-deftest homing-an-address-is-no-path ()
  (should (equal (file-name-directory (homing-account-file "../x/y@z.example")) (expand-file-name homing-accounts-directory))))

(ert-deftest homing-a-server-commands-no-terminal ()
  (should (equal (homing-report--said "no\e[2Jgood\n") "no [2Jgood ")))

(ert-deftest homing-refused-addresses-say-why ()
  (should (string-match-p "space" (cadr (should-error (homing--export "a b@x.example") :type 'homing-error)))))

(ert-deftest homing-options-that-do-not-exist-are-refused ()
  (let ((homing-options '(("no.such" . "1"))))
    (should-error (homing--session) :type 'homing-error)))

(ert-deftest homing-quitting-ends-the-job ()
  (let* ((job (homing-module-resolve (homing--session) "ada@contoso.example"))
         (number (homing-module-number job)))
    (cl-letf (((symbol-function 'homing-module-run) (lambda (&rest _) (signal 'quit nil))))
      (condition-case nil (homing--finish job) (quit nil)))
    (should-error (homing-module-run job 0) :type 'homing-error)
    (should-not (homing-module-cancel number))))

(ert-deftest homing-only-passwords-are-looked-for-in-auth-source ()
  (cl-letf (((symbol-function 'auth-source-search) (lambda (&rest _) (list (list :secret (lambda () "secret"))))))
    (dolist (one '(("password" "current" "secret") ("password" "legacy" "secret") ("password" "retired" nil) ("oauth2" "current" nil)))
      (seq-let (method state secret) one
        (should (equal secret (homing--password
                               `((imap . (((host . "h") (port . 993) (username . "u") (auth . (((method . ,method) (state . ,state)))))))))))))))

(provide 'homing-tests)

;;; homing-tests.el ends here
